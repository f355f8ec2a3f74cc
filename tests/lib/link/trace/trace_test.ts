import { assertEquals, assertThrows } from "../../../deps/assert.ts";
import { Link } from "../../../../lib/link/link.ts";
import { Trace } from "../../../../lib/link/trace/trace.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";
import { lines } from "../line_codec.ts";
import { SlowDevice } from "../slow_device.ts";

const at = (queuedMs: number, bytes: Uint8Array) => ({
  queuedMs,
  startMs: queuedMs + 1,
  sentMs: queuedMs + 2,
  bytes,
});

Deno.test("Trace keeps the last entries, and the first of their bytes with the size of all", () => {
  const trace = new Trace("dmm", { entries: 2, maxBytes: 3 });
  trace.exchange(at(0, Uint8Array.of(1)), 9, "ok");
  trace.exchange(at(10, Uint8Array.of(1, 2, 3, 4)), 19, "timeout.gap", Uint8Array.of(5, 6), 1);
  trace.note("late", 30, { received: Uint8Array.of(7) });
  assertEquals(trace.recorded, 3);
  assertEquals(trace.entries(), [
    {
      kind: "exchange",
      link: "dmm",
      queuedMs: 10,
      startMs: 11,
      sentMs: 12,
      endMs: 19,
      sent: { bytes: Uint8Array.of(1, 2, 3), sizeBytes: 4 },
      received: { bytes: Uint8Array.of(5), sizeBytes: 1 },
      outcome: "timeout.gap",
    },
    {
      kind: "late",
      link: "dmm",
      atMs: 30,
      received: { bytes: Uint8Array.of(7), sizeBytes: 1 },
    },
  ]);
});

Deno.test("Trace gives copies, and says what an exchange was that was never sent", () => {
  const trace = new Trace("dmm", { entries: 1 });
  trace.exchange({ ...at(0, Uint8Array.of(1)), sentMs: NaN }, 9, "timeout.lock");
  const [before] = trace.entries();
  trace.note("closed", 10, { code: "link.closed" });
  assertEquals(before?.kind === "exchange" && [before.sentMs, before.outcome], [
    undefined,
    "timeout.lock",
  ]);
  assertEquals(trace.entries(), [{
    kind: "closed",
    link: "dmm",
    atMs: 10,
    received: { bytes: new Uint8Array(), sizeBytes: 0 },
    code: "link.closed",
  }]);
});

Deno.test("Trace of no entries keeps nothing; another number of them is refused", () => {
  const trace = new Trace("dmm", { entries: 0 });
  trace.exchange(at(0, Uint8Array.of(1)), 9, "ok");
  trace.note("closed", 10);
  assertEquals([trace.entries(), trace.recorded], [[], 0]);
  for (const entries of [-1, 1.5, NaN]) {
    assertThrows(() => new Trace("dmm", { entries }), RangeError, "integer");
  }
});

Deno.test("Link traces faults too: a turn that did not come, a connection given up, its anew", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 500);
  await using link = new Link({
    address: "dmm",
    open: device.open,
    clock,
    lockTimeoutMs: 50,
    replyTimeoutMs: 100,
  });
  const all = Promise.allSettled([link.ask(lines, "Q1"), link.ask(lines, "Q2")]);
  await clock.advance(200);
  await all;
  const again = link.ask(lines, "Q3").catch(() => {}); // too slow as well
  await clock.advance(200);
  await again;
  const seen = link.trace.entries().map((entry) =>
    entry.kind === "exchange" ? `${entry.endMs} ${entry.outcome}` : `${entry.atMs} ${entry.kind}`
  );
  assertEquals(seen, [
    "0 connected",
    "50 timeout.lock",
    "100 timeout.reply",
    "200 closed",
    "200 connected",
    "300 timeout.reply",
  ]);
});
