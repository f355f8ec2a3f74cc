import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";
import { checkHost, hostName } from "../../web/host_check.ts";
import { ALLOWED_HOSTS, headersOf, HOST_CASES, titleOf } from "./host_cases.ts";
import { LiveFixture } from "./live_fixture.ts";

const PATHS = ["/", "/live/channels", "/live/history", "/live/stream", "/static/page.css"];

for (const hostCase of HOST_CASES) {
  Deno.test(`checkHost() answers ${titleOf(hostCase)}, on every path`, async () => {
    const headers = new Headers(headersOf(hostCase));
    if (hostCase.host !== undefined) headers.set("host", hostCase.host);
    using fixture = new LiveFixture({ allowedHosts: ALLOWED_HOSTS });
    for (const path of PATHS) {
      const request = new Request(`http://localhost${path}`, { headers });
      const refusal = checkHost(request, { allowedHosts: ALLOWED_HOSTS });
      assertEquals(refusal?.status ?? 200, hostCase.status);

      const response = fixture.live.handler(request); // guards itself, too
      await response.body?.cancel();
      const isRoute = path.startsWith("/live/");
      assertEquals(response.status, hostCase.status === 200 && !isRoute ? 404 : hostCase.status);
    }
  });
}

Deno.test("checkHost() names the flag when it refuses a host or an origin", async () => {
  const ask = (headers: Record<string, string>) =>
    checkHost(new Request("http://localhost/", { headers }), {})!;
  for (
    const headers of [{ host: "evil.example" }, {
      host: "localhost",
      origin: "http://evil.example",
    }]
  ) {
    const text = await ask(headers).text();
    assertStringIncludes(text, "evil.example");
    assertStringIncludes(text, "--allow-host");
  }
});

Deno.test("checkHost() repeats what it refuses escaped and short, as plain text", async () => {
  const origin = `http://<script>\u202e${"x".repeat(10_000)}`;
  const headers = { host: "localhost", origin: encodeURI(origin) };
  const refusal = checkHost(new Request("http://localhost/", { headers }), {})!;
  assertEquals(refusal.headers.get("content-type"), "text/plain; charset=utf-8");
  assertEquals(refusal.headers.get("x-content-type-options"), "nosniff");
  assert((await refusal.text()).length < 500);
});

Deno.test("checkHost() refuses a URL that names another host than Host does", () => {
  const ask = (url: string) =>
    checkHost(new Request(url, { headers: { host: "localhost" } }), {})?.status;
  assertEquals(ask("http://localhost:8000/"), undefined);
  assertEquals(ask("http://127.0.0.1/"), undefined);
  assertEquals(ask("http://evil.example/"), 403);
});

Deno.test("checkHost() does not touch a URL that is none, as with a garbled Host", () => {
  const headers = new Headers({ host: "lo cal" });
  const url = "http://lo cal/";
  assertEquals(checkHost({ headers, url, method: "GET" } as Request, {})?.status, 400);
  headers.set("host", "localhost");
  assertEquals(checkHost({ headers, url, method: "GET" } as Request, {})?.status, 400);
});

Deno.test("hostName() finds a name exactly where a URL parser does, or nothing", () => {
  const text = fc.string({
    unit: fc.constantFrom(..."ab1.:-_[]/@?#% \\\n".split("")),
    maxLength: 12,
  });
  fc.assert(fc.property(text, (authority) => {
    const name = hostName(authority);
    if (name === undefined) return;
    const url = URL.parse(`http://${authority}/path`);
    if (url === null) return; // a name that looks like a bad address: nobody can have it
    assertEquals([url.username, url.pathname, url.search, url.hash], ["", "/path", "", ""]);
    if (!/^[0-9.]+$|0x/.test(name)) assertEquals(url.hostname, name);
  }));
});
