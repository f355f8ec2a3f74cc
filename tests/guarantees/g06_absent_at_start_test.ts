// G6: what is absent at the start is not fatal for the rest. The four ways of `Link.start()` one by
// one: `tests/lib/link/startup_test.ts`.

import { poll } from "../../lib/acquisition/poll.ts";
import { connectScpi, scpiAt } from "../../lib/open/connect_scpi.ts";
import type { OpenScpiOptions } from "../../lib/open/open_scpi_options.ts";
import { dmm, serveLoopback } from "../../lib/simulator/mod.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { assertEquals, assertRejects } from "../deps/assert.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";

const COUNT = 20;
const PERIOD_MS = 100;

Deno.test("G6: beside devices that are absent, forbidden, hung or another, a healthy one is read from the first second on", async () => {
  const clock = new VirtualClock();
  await using served = serveLoopback(dmm(), { clock });
  const failing = (code: "link.failed" | "permission.missing") => () =>
    Promise.reject(new ReadoutError(code, "Cannot connect: nobody is there"));
  const there: Partial<OpenScpiOptions> = { openTransport: (_, options) => served.open(options) };
  const devices: Readonly<Record<string, Partial<OpenScpiOptions>>> = {
    healthy: there,
    absent: { openTransport: failing("link.failed") },
    forbidden: { openTransport: failing("permission.missing") },
    hung: { openTransport: () => new Promise(() => {}) },
    another: { ...there, expectIdn: "34461A" },
  };
  const instruments = Object.entries(devices).map(([name, options]) => ({
    name,
    instrument: scpiAt("tcp://10.0.0.7:5025", { clock, ...options }),
  }));
  await Promise.all(instruments.map(({ instrument }) => instrument.link.start("retry")));
  const channels = instruments.map(({ name, instrument }) =>
    instrument.number("MEAS:VOLT?", { name })
  );
  const firstGoodMs = new Map<string, number>();
  const codes = new Map<string, Set<string>>();
  const reading = (async () => {
    for await (const each of poll(channels, { periodMs: PERIOD_MS, count: COUNT, clock })) {
      if (each.status === "bad") {
        codes.set(each.channel, (codes.get(each.channel) ?? new Set()).add(each.fault.code));
      } else if (!firstGoodMs.has(each.channel)) firstGoodMs.set(each.channel, each.monoMs);
    }
  })();
  let isOver = false;
  reading.finally(() => isOver = true);
  while (!isOver) await clock.advance(1_000);
  await reading;
  assertEquals([...firstGoodMs.keys()], ["healthy"]);
  assertEquals(firstGoodMs.get("healthy")! <= 1_000, true);
  assertEquals(
    Object.fromEntries([...codes].map(([name, set]) => [name, [...set].join()])),
    {
      absent: "link.failed",
      forbidden: "permission.missing",
      hung: "timeout.connect",
      another: "device.unexpected",
    },
  );
  for (const { instrument } of instruments) await instrument[Symbol.asyncDispose]();
});

Deno.test("G6: open…() rejects with what is wrong, and leaves no connection", async () => {
  await using served = serveLoopback(dmm());
  const openTransport: OpenScpiOptions["openTransport"] = (_, options) => served.open(options);
  await assertRejects(
    () => connectScpi("tcp://10.0.0.7:5025", { openTransport, expectIdn: "34461A" }),
    ReadoutError,
    "READOUT",
  );
  await served.hangUp();
  assertEquals(served.clients, 0);
});
