import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "../deps/assert.ts";
import type { WireHistory } from "../../web/wire.ts";
import { createLive } from "../../web/live.ts";
import { LiveFixture, reading } from "./live_fixture.ts";

const ROUTES = ["channels", "history", "stream"] as const;

Deno.test("GET channels tells names, units and times as JSON text", async () => {
  const name = "<img src=x onerror=alert(1)>";
  using fixture = new LiveFixture({ channels: [{ name, unit: "µV" }], keepMs: 5_000 });
  const response = fixture.ask("/live/channels");
  assertEquals(response.headers.get("content-type"), "application/json");
  assertEquals(await response.json(), {
    channels: [{ name, unit: "µV" }],
    periodMs: 10,
    historyMs: 5_000,
  });
});

Deno.test("GET history tells every reading of the ring and the id to go on from", async () => {
  using fixture = new LiveFixture();
  fixture.push(1_500);
  const history: WireHistory = await fixture.ask("/live/history").json();
  assertEquals(history.lastId, "run.1500");
  assertEquals(history.channels, [{ name: "volts", unit: "V" }]);
  assertEquals(history.readings.map(([, seq]) => seq), Array.from({ length: 1_500 }, (_, n) => n));
  assertEquals(history.readings[7], [0, 7, 1_007, 7, "good", "ok", null]);
  await fixture.clock.advance(0);
  assertEquals([fixture.live.stats().downloads, fixture.clock.pendingTimers], [0, 0]);
});

Deno.test("GET history of an empty ring is JSON too", async () => {
  using fixture = new LiveFixture();
  const history: WireHistory = await fixture.ask("/live/history").json();
  assertEquals([history.lastId, history.readings.length], ["run.0", 0]);
});

Deno.test("GET history leaves out what is too old or had no room", async () => {
  using fixture = new LiveFixture({ keepMs: 1_000, capacity: 3 });
  fixture.push(1);
  await fixture.clock.advance(1_001);
  fixture.push(5);
  const history: WireHistory = await fixture.ask("/live/history").json();
  assertEquals(history.readings.map(([, seq]) => seq), [3, 4, 5]);
});

Deno.test("GET history ends with the id it names, whatever arrives meanwhile", async () => {
  using fixture = new LiveFixture();
  fixture.push(600);
  const response = fixture.ask("/live/history");
  const parts = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await parts.read()).value!;
  fixture.push(600);
  for (let part = await parts.read(); !part.done; part = await parts.read()) text += part.value;
  const history: WireHistory = JSON.parse(text);
  assertEquals([history.lastId, history.readings.length], ["run.600", 600]);
});

Deno.test("GET history is cut short, and no JSON, when the ring passes its reader", async () => {
  using fixture = new LiveFixture({ capacity: 1_000 });
  fixture.push(1_000);
  const response = fixture.ask("/live/history");
  const parts = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await parts.read()).value!;
  fixture.push(900);
  for (let part = await parts.read(); !part.done; part = await parts.read()) text += part.value;
  assertThrows(() => JSON.parse(text), SyntaxError);
  assertEquals(fixture.live.stats().downloads, 0);
});

for (const route of ROUTES) {
  Deno.test(`HEAD ${route} tells the type and begins nothing`, () => {
    using fixture = new LiveFixture();
    const response = fixture.ask(`/live/${route}`, { method: "HEAD" });
    assertEquals([response.status, response.body], [200, null]);
    assertMatch(response.headers.get("content-type")!, /^(application\/json|text\/event-stream)$/);
    const { viewers, downloads } = fixture.live.stats();
    assertEquals([viewers, downloads, fixture.clock.pendingTimers], [0, 0, 0]);
  });

  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    Deno.test(`${method} ${route} is refused and told what is allowed`, () => {
      using fixture = new LiveFixture();
      const response = fixture.ask(`/live/${route}`, { method });
      assertEquals([response.status, response.headers.get("allow")], [405, "GET, HEAD"]);
      assertEquals(fixture.clock.pendingTimers, 0);
    });
  }

  for (const basePath of ["/", "", "/live", "live/", "/a/b/c/live", "//a//b"]) {
    Deno.test(`${route} is found under the base path "${basePath}", slashes collapsed`, async () => {
      using fixture = new LiveFixture({ basePath });
      const base = basePath.split("/").filter(Boolean).map((part) => `/${part}`).join("");
      for (const path of [`${base}/${route}`, `/${base}//${route}`]) {
        const response = fixture.ask(path);
        await response.body?.cancel();
        assertEquals(response.status, 200, path);
      }
      for (const path of ["/", `${base}/${route}x`, `${base}/${route}/x`, `/x${base}/${route}`]) {
        assertEquals(fixture.ask(path).status, 404, path);
      }
    });
  }

  Deno.test(`${route} answers neither another host nor another site`, () => {
    using fixture = new LiveFixture({ allowedHosts: ["bench.example"] });
    const status = (headers: Record<string, string>) =>
      fixture.ask(`/live/${route}`, { method: "HEAD", headers }).status;
    assertEquals(status({ host: "evil.example" }), 403);
    assertEquals(status({ host: "bench.example" }), 200);
    assertEquals(status({ origin: "http://evil.example" }), 403);
    assertEquals(status({ "sec-fetch-site": "cross-site" }), 403);
  });
}

Deno.test("Paths with anything odd in them are not found", () => {
  using fixture = new LiveFixture();
  const paths = [
    "/live",
    "/live/",
    "/live/../live/stream/..",
    "/live/%2e%2e/stream",
    "/live/stream%00",
    "/live%2fstream",
    "/live/%zz",
    "/LIVE/stream",
    `/live/${"x".repeat(10_000)}`,
  ];
  for (const path of paths) assertEquals(fixture.ask(path).status, 404, path);
});

Deno.test("Every answer carries the security headers and is stored nowhere", async () => {
  using fixture = new LiveFixture();
  const asked = [
    fixture.ask("/live/channels"),
    fixture.ask("/live/history"),
    fixture.ask("/live/stream"),
    fixture.ask("/live/channels", { method: "POST" }),
    fixture.ask("/nothing"),
    fixture.ask("/live/stream", { headers: { host: "evil.example" } }),
  ];
  for (const { headers, body } of asked) {
    assertStringIncludes(headers.get("content-security-policy")!, "default-src 'none'");
    assertEquals(headers.get("x-content-type-options"), "nosniff");
    assertEquals(headers.get("cache-control"), "no-store");
    assertEquals(headers.get("access-control-allow-origin"), null);
    await body?.cancel();
  }
});

Deno.test("Live.push() throws a TypeError for a reading of no channel of the view", () => {
  using fixture = new LiveFixture();
  assertThrows(
    () => fixture.live.push(reading(0, 0, "\x1b[2J")),
    TypeError,
    'Cannot show a reading of "\\x1b[2J"',
  );
});

Deno.test("createLive() refuses what cannot work", () => {
  const channels = [{ name: "volts", unit: "V" }];
  const twice = [...channels, ...channels];
  const cases = [
    { options: { channels, periodMs: 0 }, kind: RangeError, says: "periodMs must be" },
    {
      options: { channels, periodMs: 1, keepMs: Infinity },
      kind: RangeError,
      says: "keepMs must be",
    },
    { options: { channels, periodMs: 1, capacity: 0 }, kind: RangeError, says: "capacity must be" },
    { options: { channels: twice, periodMs: 1 }, kind: TypeError, says: "two channels are named" },
    { options: { channels, periodMs: 1, runId: "a\nb" }, kind: TypeError, says: "name a run" },
    {
      options: { channels, periodMs: 1, allowedHosts: ["http://x/"] },
      kind: TypeError,
      says: 'Cannot allow host "http://x/"',
    },
  ];
  for (const { options, kind, says } of cases) {
    assertThrows(() => createLive(options), kind as ErrorConstructor, says);
  }
});

Deno.test("Two runs have different ids", async () => {
  const ids = await Promise.all([1, 2].map(async () => {
    using fixture = new LiveFixture({ runId: undefined });
    const history: WireHistory = await fixture.ask("/live/history").json();
    return history.lastId;
  }));
  assertEquals(new Set(ids).size, 2);
});
