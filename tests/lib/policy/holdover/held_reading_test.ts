import { assert, assertEquals } from "../../../deps/assert.ts";
import type { Reading } from "../../../../lib/contract/reading.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { channel } from "../../../../lib/channel/channel.ts";
import { resilient } from "../../../../lib/policy/resilient.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";
import { resilientRig } from "../resilient_rig.ts";
import { type Act, AT_ONCE } from "../scripted.ts";

const GOOD: readonly Act[] = Array.from({ length: 20 }, (_, at) => 4.2 + 0.01 * (at % 3));

Deno.test("resilient() holds nothing unless its plan says so", async () => {
  const { read } = resilientRig([4, 4, 4, "timeout.reply"]);
  for (let i = 0; i < 3; i++) await read(1_000);
  assertEquals((await read(1_000)).status, "bad");
});

Deno.test("a held reading is uncertain, says since when, how sure, why, and what it holds", async () => {
  const { read, notices, volts, clock } = resilientRig([...GOOD, "link.closed"], {
    hold: { by: "hold", maxAgeMs: 5_000 },
  });
  for (let i = 0; i < GOOD.length; i++) await read(1_000);
  const reading = await read(1_000);
  assert(reading.status === "uncertain");
  const { value, uncertainty, fault, ...rest } = reading;
  assert(Math.abs(value - 4.21) < 0.02 && uncertainty! > 0 && uncertainty! < 0.1);
  assertEquals(rest, {
    ...{ channel: "volts", seq: 20, unit: "V", path: "held", ageMs: 1_030, tookMs: 0 },
    ...{ wallMs: 1_000_000 + 20_030, monoMs: 20_030 },
    ...{ status: "uncertain", reason: "held" },
  });
  assertEquals(
    fault?.message,
    "Cannot read volts: link.closed; 3 attempts; holding 4.210 V, measured 1.0 s ago",
  );
  assertEquals(structuredClone(reading), reading);
  assertEquals(notices.map(({ kind }) => kind), ["holding"]);
  assertEquals([volts.stats().held, volts.stats().failed], [1, 0]);
  const later = await read(1_000);
  assert(later.uncertainty! >= uncertainty! && later.ageMs === 2_030);
  assertEquals(notices.length, 1);
  await read(clock.nowMs());
  assertEquals((await read(1_000)).status, "bad"); // too old
});

Deno.test("read() resolves with a held reading", async () => {
  const { read, volts, clock } = resilientRig([...GOOD, "link.closed"], { hold: {} });
  for (let i = 0; i < GOOD.length; i++) await read(1_000);
  const reading = volts.read();
  await clock.advance(100);
  assertEquals((await reading).reason, "held");
});

Deno.test("nothing is held for what is fatal or a bug, and a critical channel is fatal when holding ends", async () => {
  const fatal: string[] = [];
  const plan = {
    hold: { maxAgeMs: 2_500 },
    critical: true,
    onFatal: ({ code }: { readonly code: string }) => void fatal.push(code),
  };
  const bug = resilientRig([...GOOD, "reader.threw"], plan);
  for (let i = 0; i < GOOD.length; i++) await bug.read(1_000);
  assertEquals((await bug.read(1_000)).status, "bad");
  fatal.length = 0;

  const lost = resilientRig([...GOOD, "link.closed"], plan);
  for (let i = 0; i < GOOD.length; i++) await lost.read(1_000);
  assertEquals([(await lost.read(1_000)).reason, (await lost.read(1_000)).reason], [
    "held",
    "held",
  ]);
  assertEquals(fatal, []);
  assertEquals((await lost.read(1_000)).status, "bad");
  assertEquals(fatal, ["link.closed"]);
});

Deno.test("a channel is held while its breaker is open, and while the whole budget passes", async () => {
  const open = resilientRig([...GOOD, "link.closed"], { hold: {}, breaker: { openAfter: 1 } });
  for (let i = 0; i < GOOD.length; i++) await open.read(1_000);
  await open.read(100);
  const refused = await open.read(100);
  assertEquals([refused.reason, refused.fault?.code], ["held", "breaker.open"]);

  const hung = resilientRig([...GOOD, "hangs"], { hold: {}, totalMs: 500 });
  for (let i = 0; i < GOOD.length; i++) await hung.read(1_000);
  const late = await hung.read(500);
  assertEquals([late.reason, late.fault?.code], ["held", "timeout.total"]);
});

Deno.test("the first measurement after holding is implausible if it is far off, until the second agrees", async () => {
  const { read, notices } = resilientRig(
    [...GOOD, "link.closed", "link.closed", "link.closed", 9, 9.01],
    { hold: {} },
  );
  for (let i = 0; i < GOOD.length; i++) await read(1_000);
  assertEquals((await read(1_000)).reason, "held");
  const doubted = await read(1_000);
  assertEquals([doubted.value, doubted.status, doubted.reason], [9, "uncertain", "implausible"]);
  const agreed = await read(1_000);
  assertEquals([agreed.value, agreed.status], [9.01, "good"]);
  const measuring = notices.find(({ kind }) => kind === "measuring");
  assert(measuring?.kind === "measuring" && measuring.innovation! > 5);
});

Deno.test("only good readings teach what is held", async () => {
  const given: Reading<number>[] = [4, 4, 4, 99].map((value, seq) => ({
    ...{ channel: "odd", seq, unit: "V", value, wallMs: 0, monoMs: seq * 10, tookMs: 0 },
    ...(value === 99
      ? { status: "uncertain", reason: "implausible" } as const
      : { status: "good", reason: "ok" } as const),
  }));
  const odd = {
    ...{ name: "odd", unit: "V", tryRead: () => Promise.reject() },
    read: () => {
      const reading = given.shift();
      return reading && reading.status !== "bad"
        ? Promise.resolve(reading)
        : Promise.reject(new ReadoutError("link.closed", "Cannot read odd"));
    },
  };
  const plan = { clock: new VirtualClock(), retry: { max: 0 }, hold: { maxAgeMs: 100 } };
  const volts = resilient<number>(odd, plan);
  for (let i = 0; i < 4; i++) await volts.read();
  assertEquals((await volts.read()).value, 4);
});

/** A foreign channel: good readings as they are, then none. */
function foreign(...given: Partial<Reading<number>>[]) {
  const left = given.map((one, seq) => ({
    ...{ channel: "odd", seq, unit: "V", value: 4, wallMs: 0, monoMs: 0, tookMs: 0 },
    ...{ status: "good", reason: "ok", ...one } as { status: "good"; reason: "ok" },
  }));
  return {
    ...{ name: "odd", unit: "V", tryRead: () => Promise.reject() },
    read: () => {
      const reading = left.shift();
      return reading
        ? Promise.resolve(reading)
        : Promise.reject(new ReadoutError("link.closed", "Cannot read odd"));
    },
  };
}

Deno.test("what a source with another clock says is held no longer than its plan says", async () => {
  const clock = new VirtualClock();
  const plan = { clock, retry: { max: 0 }, hold: { maxAgeMs: 1_000 } };
  const volts = resilient<number>(foreign({ monoMs: 1e9 }), plan); // measured in the future
  await volts.read();
  await clock.advance(1_000);
  assertEquals([(await volts.tryRead()).ageMs, (await volts.tryRead()).reason], [1_000, "held"]);
  await clock.advance(1);
  assertEquals((await volts.tryRead()).status, "bad");
});

Deno.test("a value that was old when it was read is held with its whole age", async () => {
  const clock = new VirtualClock();
  const plan = { clock, retry: { max: 0 }, hold: { maxAgeMs: 1_000 } };
  const volts = resilient<number>(foreign({ ageMs: 600 }), plan);
  await volts.read();
  await clock.advance(300);
  assertEquals((await volts.tryRead()).ageMs, 900);
  await clock.advance(300);
  assertEquals((await volts.tryRead()).status, "bad");
});

Deno.test("a value of any kind can be held, also one that has no text", async () => {
  const clock = new VirtualClock();
  let isLost = false;
  const groups = channel("groups", "", () => {
    if (isLost) throw new ReadoutError("link.closed", "Cannot read groups");
    return { __proto__: null, volts: "4" };
  }, { clock });
  const held = resilient(groups, { clock, random: AT_ONCE, hold: { maxAgeMs: 1_000 } });
  const { value } = await held.read();
  isLost = true;
  const reading = await held.tryRead();
  assertEquals([reading.value, reading.reason], [value, "held"]);
  assertEquals(reading.fault?.condition?.lastGood, "object");
});
