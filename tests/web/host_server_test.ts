import { assertEquals, assertMatch, assertNotMatch } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";
import { ALLOWED_HOSTS, headersOf, HOST_CASES } from "./host_cases.ts";
import { LiveFixture } from "./live_fixture.ts";
import { rawRequest } from "./raw_request.ts";

/** Serves a live view on a real port while `use` runs. */
async function serving(use: (port: number) => Promise<void>): Promise<void> {
  using fixture = new LiveFixture({ allowedHosts: ALLOWED_HOSTS });
  const onListen = () => {};
  const onError = () => new Response(null, { status: 599 }); // nothing may get here
  const hostname = "127.0.0.1";
  const server = Deno.serve({ hostname, port: 0, onListen, onError }, fixture.live.handler);
  try {
    await use(server.addr.port);
    assertEquals(fixture.live.stats().viewers, 0);
  } finally {
    await server.shutdown();
  }
}

/** The status of the answer to some raw lines. */
async function ask(port: number, ...lines: string[]): Promise<number> {
  const answer = await rawRequest(port, [...lines, "Connection: close", "", ""].join("\r\n"));
  assertMatch(answer, /^HTTP\/1\.[01] [1-5][0-9][0-9] /);
  return Number(answer.split(" ", 2)[1]);
}

for (const route of ["channels", "history", "stream"]) {
  Deno.test(`Over a real socket, ${route} answers every Host and Origin as it should`, async () => {
    await serving(async (port) => {
      for (const hostCase of HOST_CASES) {
        const { host, status } = hostCase;
        const lines = headersOf(hostCase).map(([name, value]) => `${name}: ${value}`);
        if (host !== undefined) lines.push(`Host: ${host}`);
        // GET and HEAD are checked alike, and a HEAD of a stream ends
        const method = hostCase.fetch?.includes("document") ? "GET" : "HEAD";
        if (method === "GET" && route === "stream" && status === 200) continue;
        const got = await ask(port, `${method} /live/${route} HTTP/1.1`, ...lines);
        assertEquals(got, status, JSON.stringify(hostCase));
      }
    });
  });
}

Deno.test("Over a real socket, a missing, doubled or contradicted Host is refused", async () => {
  await serving(async (port) => {
    const status = (...lines: string[]) => ask(port, ...lines);
    const path = "/live/channels";
    assertEquals(await status(`GET ${path} HTTP/1.1`, "Host: localhost"), 200);
    assertEquals(await status(`GET ${path} HTTP/1.1`), 400);
    assertEquals(await status(`GET ${path} HTTP/1.0`), 400);
    assertEquals(await status(`GET ${path} HTTP/1.1`, "Host: localhost", "Host: localhost"), 400);
    assertEquals(
      await status(`GET ${path} HTTP/1.1`, "Host: localhost", "Host: evil.example"),
      400,
    );
    assertEquals(await status(`GET http://evil.example${path} HTTP/1.1`, "Host: localhost"), 403);
    assertEquals(await status(`GET http://localhost${path} HTTP/1.1`, "Host: evil.example"), 403);
    assertEquals(await status(`GET http://localhost${path} HTTP/1.1`, "Host: localhost"), 200);
    assertEquals(await status(`GET ${path} HTTP/1.1`, "Host: localhost/live/channels?"), 400);
    assertEquals(await status(`GET //live//channels HTTP/1.1`, "Host: localhost"), 200);
    assertEquals(await status(`OPTIONS * HTTP/1.1`, "Host: localhost"), 404);
  });
});

Deno.test("Over a real socket, no shape of a request is answered by an error of ours", async () => {
  const text = fc.string({ unit: "binary-ascii", maxLength: 30 });
  const line = fc.oneof(
    text,
    fc.constantFrom("Host: localhost", "Host: localhost", "Host:", "Origin: null", "Expect: 100"),
    fc.tuple(fc.constantFrom("Host", "Origin", "Last-Event-ID", "Sec-Fetch-Site"), text)
      .map(([name, value]) => `${name}: ${value}`),
  );
  const start = fc.tuple(
    fc.constantFrom("GET", "HEAD", "POST", "OPTIONS", "CONNECT", "G\x00T"),
    fc.oneof(text, fc.webPath().map((path) => `/live${path}`), fc.constant("/live/channels?%zz")),
    fc.constantFrom("HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/9"),
  ).map((parts) => parts.join(" "));
  await serving(async (port) => {
    const shape = fc.tuple(start, fc.array(line, { maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(shape, async ([start, lines]) => {
        const request = [start, ...lines, "Connection: close", "", ""].join("\r\n");
        const answer = await rawRequest(port, request); // it closes, and so is no stream
        assertNotMatch(answer, /^HTTP\/1\.[01] 5/);
      }),
      { numRuns: 300 },
    );
    assertEquals(await ask(port, "GET /live/channels HTTP/1.1", "Host: localhost"), 200);
  });
});
