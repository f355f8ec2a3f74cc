import { assert, assertEquals, assertMatch, assertRejects } from "../deps/assert.ts";
import type { Reading } from "../../lib/contract/reading.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";
import { channel } from "../../lib/channel/channel.ts";
import { VirtualClock } from "../../lib/testing/mod.ts";
import { type Monitor, type MonitorOptions, openMonitor } from "../../web/main.ts";
import type { WireHistory } from "../../web/wire.ts";
import { ALLOWED_HOSTS, headersOf, HOST_CASES } from "./host_cases.ts";
import { rawRequest } from "./raw_request.ts";

const PATHS = ["/", "/page.css", "/uplot-css", "/_fresh/client.js", "/live/channels", "/nowhere"];

function open(options: Partial<MonitorOptions> = {}): Promise<Monitor> {
  const channels = [channel("volts", "V", () => 4.2)];
  return openMonitor({ channels, periodMs: 10, port: 0, ...options });
}

function portOf({ url }: Monitor): number {
  return Number(new URL(url).port);
}

Deno.test("openMonitor() serves the page and what it polls, on this computer only", async () => {
  const clock = new VirtualClock();
  const readings: Reading<unknown>[] = [];
  const channels = [channel("volts", "V", () => 4.2, { clock })];
  await using monitor = await open({
    channels,
    clock,
    onReading: (reading) => readings.push(reading),
  });
  assertMatch(monitor.url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  await clock.advance(25);
  const page = await fetch(monitor.url);
  assertMatch(await page.text(), /volts/);
  const script = await (await fetch(`${monitor.url}_fresh/client.js`)).text();
  assert(script.includes("EventSource") && script.includes("data-island"));
  const history: WireHistory = await (await fetch(`${monitor.url}live/history`)).json();
  assertEquals(history.readings.map(([, seq, , value]) => [seq, value]), [
    [0, 4.2],
    [1, 4.2],
    [2, 4.2],
  ]);
  assertEquals(readings.map(({ seq }) => seq), [0, 1, 2]);
});

Deno.test("openMonitor() refuses an address that other computers can reach", async () => {
  for (
    const hostname of ["0.0.0.0", "::", "[::]", "192.168.1.7", "lab-pc", "localhost.evil.example"]
  ) {
    const error = await assertRejects(
      () => open({ hostname }),
      ReadoutError,
      "this computer alone",
    );
    assertEquals(error.code, "address.not-local");
  }
});

Deno.test("openMonitor() answers everything with a policy that allows nothing inline", async () => {
  await using monitor = await open();
  for (const path of PATHS) {
    const response = await fetch(new URL(path, monitor.url));
    await response.body?.cancel();
    const { headers } = response;
    assertMatch(headers.get("content-security-policy") ?? "", /default-src 'none'; script-src 's/);
    assert(!headers.get("content-security-policy")!.includes("unsafe"), path);
    assertEquals(headers.get("x-content-type-options"), "nosniff", path);
    assertEquals(headers.get("access-control-allow-origin"), null, path);
  }
});

for (const path of PATHS) {
  Deno.test(`openMonitor() checks Host and Origin before it answers ${path}`, async () => {
    await using monitor = await open({ allowedHosts: ALLOWED_HOSTS });
    for (const hostCase of HOST_CASES) {
      const lines = headersOf(hostCase).map(([name, value]) => `${name}: ${value}`);
      if (hostCase.host !== undefined) lines.push(`Host: ${hostCase.host}`);
      const method = hostCase.fetch?.includes("document") ? "GET" : "HEAD";
      const request = [`${method} ${path} HTTP/1.1`, ...lines, "Connection: close", "", ""];
      const answer = await rawRequest(portOf(monitor), request.join("\r\n"));
      const status = Number(answer.split(" ", 2)[1]);
      const expected = hostCase.status === 200 && path === "/nowhere" ? 404 : hostCase.status;
      assertEquals(status, expected, JSON.stringify(hostCase));
    }
  });
}

Deno.test("openMonitor() takes the next free port, or says that its port is taken", async () => {
  await using first = await open();
  const port = portOf(first);
  await using second = await open({ port });
  assert(portOf(second) > port);
  const error = await assertRejects(() => open({ port, exactPort: true }), ReadoutError);
  assertEquals(error.code, "address.in-use");
  assertMatch(error.message, new RegExp(`port ${port} is taken`));
});

Deno.test("openMonitor() ends with its signal, streams that are open included", async () => {
  const stop = new AbortController();
  const monitor = await open({ signal: stop.signal });
  const stream = await fetch(`${monitor.url}live/stream`);
  const reader = stream.body!.getReader();
  await reader.read();
  stop.abort();
  await monitor.finished;
  await assertRejects(() => fetch(monitor.url), TypeError);
  await reader.read().then(() => reader.cancel(), () => {}); // it ends, or says that it broke
});

Deno.test("openMonitor() ends when it is disposed, also twice", async () => {
  const monitor = await open();
  await monitor[Symbol.asyncDispose]();
  await monitor[Symbol.asyncDispose]();
  await monitor.finished;
  await assertRejects(() => fetch(monitor.url), TypeError);
});

Deno.test("openMonitor() leaves no timer behind", async () => {
  const clock = new VirtualClock();
  const monitor = await open({ clock, channels: [channel("volts", "V", () => 1, { clock })] });
  await clock.advance(100);
  await monitor[Symbol.asyncDispose]();
  await clock.advance(0);
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("openMonitor() rejects with the reason of a signal that has aborted", async () => {
  const reason = new Error("no more");
  const error = await assertRejects(() => open({ signal: AbortSignal.abort(reason) }));
  assertEquals(error, reason);
});

Deno.test("openMonitor() ends with what onReading throws", async () => {
  const monitor = await open({
    onReading: () => {
      throw new Error("the terminal is gone");
    },
  });
  await assertRejects(() => monitor.finished, Error, "the terminal is gone");
  await assertRejects(() => fetch(monitor.url), TypeError);
});

Deno.test("openMonitor() refuses what cannot be before it listens", async () => {
  const twins = [channel("volts", "V", () => 1), channel("volts", "A", () => 1)];
  await assertRejects(() => open({ channels: twins }), TypeError, "volts");
  await assertRejects(() => open({ periodMs: 0 }), RangeError, "periodMs");
  await assertRejects(() => open({ port: 65_536 }), RangeError, "port");
  await assertRejects(() => open({ allowedHosts: ["a b"] }), TypeError);
});
