// G2: a signal ends a wait wherever it is: at each of the first 40 turns of opening, asking and
// closing. What is left is a link in step, and nothing else.

import type { AbortOptions } from "../../lib/contract/abort_options.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import { serveLoopback } from "../../lib/simulator/mod.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { advanceUntil } from "../lib/simulator/advance_until.ts";
import { numberedInstrument } from "./numbered_instrument.ts";

const REASON = new Error("enough");

/** Lets so much happen: microtasks, or ms of the clock. */
async function pass(count: number, unit: "microtasks" | "ms", clock: VirtualClock): Promise<void> {
  if (unit === "ms") return await clock.advance(count);
  for (let at = 0; at < count; at++) await Promise.resolve();
}

function bench(clock: VirtualClock) {
  const served = serveLoopback(numberedInstrument(), {
    clock,
    faults: { late: { rate: 1, ms: 3 } }, // each reply takes a moment
  });
  const openTransport = (_: unknown, options: AbortOptions) => served.open(options);
  return { served, options: { clock, openTransport, init: ["*CLS"] } };
}

for (const unit of ["microtasks", "ms"] as const) {
  Deno.test(`G2: openScpi() that is given up after any number of ${unit} leaves no connection and no timer`, async () => {
    let aborted = 0;
    for (let count = 0; count < 40; count++) {
      const clock = new VirtualClock();
      const { served, options } = bench(clock);
      const stop = new AbortController();
      const opening = openScpi("tcp://10.0.0.7:5025", { ...options, signal: stop.signal })
        .catch((error: unknown) => error);
      await pass(count, unit, clock);
      stop.abort(REASON);
      const opened = await advanceUntil(clock, opening);
      if (opened === REASON) aborted++;
      else await (opened as AsyncDisposable)[Symbol.asyncDispose]();
      await clock.advance(100);
      assertEquals(served.clients, 0);
      await served[Symbol.asyncDispose]();
      await clock.advance(10_000);
      assertEquals(clock.pendingTimers, 0);
    }
    assert(aborted > 0, "nothing was given up");
  });

  for (const resync of ["reopen", "probe"] as const) {
    Deno.test(`G2: a question (${resync}) that is given up after any number of ${unit} spoils no other, and closing ends the next`, async () => {
      let aborted = 0;
      for (let count = 0; count < 40; count++) {
        const clock = new VirtualClock();
        const { served, options } = bench(clock);
        const opening = openScpi("tcp://10.0.0.7:5025", { ...options, resync });
        const meter = await advanceUntil(clock, opening);
        const stop = new AbortController();
        const asked = meter.query("VAL? 7", { signal: stop.signal }).catch((error) => error);
        await pass(count, unit, clock);
        stop.abort(REASON);
        const answer = await advanceUntil(clock, asked);
        if (answer === REASON) aborted++;
        else assertEquals(Number(answer), 7);
        assertEquals(Number(await advanceUntil(clock, meter.query("VAL? 8"))), 8);

        const last = meter.query("VAL? 9").catch((error) => error.code);
        await pass(count, unit, clock);
        await advanceUntil(clock, meter[Symbol.asyncDispose]());
        const ended = await advanceUntil(clock, last);
        assert(ended === "link.closed" || Number(ended) === 9, ended);
        await clock.advance(100);
        assertEquals(served.clients, 0);
        await served[Symbol.asyncDispose]();
        await clock.advance(10_000);
        assertEquals(clock.pendingTimers, 0);
      }
      assert(aborted > 0, "nothing was given up");
    });
  }
}
