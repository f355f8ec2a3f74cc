import { assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { Interlock, type InterlockLimits } from "../../../../lib/policy/limits/interlock.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";
import { at, moveTo, none } from "./given.ts";

/** Whether it is suspended after each value, one a second. */
async function states(limits: InterlockLimits, ...values: (number | null)[]): Promise<string> {
  const clock = new VirtualClock();
  const interlock = new Interlock("pressure", { clock, ...limits });
  const given: string[] = [];
  for (const [second, value] of values.entries()) {
    await moveTo(clock, 1_000 * second);
    interlock.see(value === null ? none(1_000 * second) : at(1_000 * second, value));
    given.push(interlock.suspended ? "suspended" : "runs");
  }
  return given.join(" ");
}

Deno.test("Interlock suspends at one threshold and resumes at another", async () => {
  assertEquals(
    await states({ suspendAbove: 6, resumeBelow: 4 }, 5, 3, 5.9, 6, 4, 3.9),
    "suspended runs runs suspended suspended runs",
  );
  assertEquals(
    await states({ suspendBelow: 1, resumeAbove: 2 }, 3, 1, 2, 2.1),
    "runs suspended suspended runs",
  );
  assertEquals(
    await states({ suspendBelow: 1, resumeAbove: 2, suspendAbove: 6, resumeBelow: 5 }, 3, 0, 7, 3),
    "runs suspended suspended runs",
  );
});

Deno.test("Interlock resumes when the value has been there for long enough", async () => {
  assertEquals(
    await states({ suspendAbove: 6, resumeBelow: 4, resumeAfterMs: 2_000 }, 3, 3, 5, 3, 3, 3),
    "suspended suspended suspended suspended suspended runs",
  );
  assertEquals(
    await states({ suspendAbove: 6, resumeBelow: 4, resumeAfterMs: 2_000 }, 3, 3, 7, 3, 3, 3),
    "suspended suspended suspended suspended suspended runs",
  );
});

Deno.test("Interlock takes what is not known for unsafe: nothing yet, bad, uncertain, NaN, too old", async () => {
  assertEquals(new Interlock("p", { suspendAbove: 6 }).why, "interlock p: nothing is known yet");
  assertEquals(
    await states({ suspendAbove: 6 }, 3, null, 3, NaN, 3),
    "runs suspended runs suspended runs",
  );

  const clock = new VirtualClock();
  const interlock = new Interlock("p", { suspendAbove: 6, periodMs: 1_000, clock });
  interlock.see(at(0, 3));
  await moveTo(clock, 3_000);
  assertEquals(interlock.suspended, false);
  await moveTo(clock, 3_001);
  assertEquals(interlock.why, "interlock p: nothing good for 3001 ms");
  interlock.see({ ...at(3_001, 3), status: "uncertain", reason: "held" });
  assertEquals(interlock.why, "interlock p: the reading is uncertain, held");
  interlock.see(at(3_001, 7));
  assertEquals(interlock.why, "interlock p: 7 C");
  interlock.see(at(2_000, 3)); // a replay
  assertEquals(interlock.suspended, true);
  interlock.see(at(3_002, 3));
  assertEquals(interlock.why, undefined);
});

Deno.test("Interlock does not change for values between its thresholds", () => {
  const values = fc.array(fc.double({ min: 4, max: 5.999, noNaN: true }), { maxLength: 50 });
  fc.assert(fc.property(values, fc.boolean(), (values, runs) => {
    const interlock = new Interlock("p", { suspendAbove: 6, resumeBelow: 4 });
    let monoMs = 0;
    interlock.see(at(monoMs, runs ? 3 : 7));
    return values.every((value) => {
      interlock.see(at(++monoMs, value));
      return interlock.suspended === !runs;
    });
  }));
});

Deno.test("Interlock refuses thresholds that cannot be", () => {
  for (
    const limits of [
      {},
      { resumeBelow: 3 },
      { suspendAbove: 4, resumeBelow: 6 },
      { suspendAbove: NaN },
      { suspendBelow: 5, suspendAbove: 5 },
      { suspendAbove: 5, resumeAfterMs: -1 },
      { suspendAbove: 5, staleAfterMs: NaN },
      { suspendAbove: 5, periodMs: NaN },
      { suspendAbove: 5, staleAfterMs: 0 },
    ]
  ) assertThrows(() => new Interlock("p", limits), RangeError, "Cannot make interlock p");
});

Deno.test("Interlock counts the age of a value, not that of its reading", async () => {
  const clock = new VirtualClock();
  await moveTo(clock, 5_000);
  const interlock = new Interlock("p", { suspendAbove: 6, staleAfterMs: 1_000, clock });
  interlock.see({ ...at(5_000, 3), ageMs: 900 });
  assertEquals(interlock.suspended, false);
  await moveTo(clock, 5_101);
  assertEquals(interlock.why, "interlock p: nothing good for 1001 ms");
});

Deno.test("Interlock does not resume by what is older than the fault that suspended it", async () => {
  const clock = new VirtualClock();
  const interlock = new Interlock("p", { suspendAbove: 6, clock });
  interlock.see(at(0, 3));
  await moveTo(clock, 2_000);
  interlock.see(none(2_000));
  interlock.see(at(1_000, 3)); // a replay
  assertEquals(interlock.suspended, true);
});

Deno.test("Interlock is neither frozen nor kept alive by a reading from the future", async () => {
  const clock = new VirtualClock();
  const interlock = new Interlock("p", { suspendAbove: 6, staleAfterMs: 1_000, clock });
  interlock.see(at(1e9, 3));
  await moveTo(clock, 10);
  interlock.see(at(10, 7));
  assertEquals(interlock.why, "interlock p: 7 C");
  interlock.see(at(1e9, 3));
  await moveTo(clock, 1_011);
  assertEquals(interlock.suspended, true);
});
