import { assertEquals } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { type AlarmEvent, CLEAR, nextAlarm } from "../../../../lib/policy/limits/alarm_phase.ts";
import { placeOf } from "../../../../lib/policy/limits/alarm_limits.ts";

/** The phases that a sequence of events, one a second, goes through. */
function phases(events: readonly AlarmEvent[], delayMs = 0): string {
  let state = CLEAR;
  return events.map((event, second) => {
    state = nextAlarm(state, event, 1_000 * second, delayMs);
    return state.phase;
  }).join(" ");
}

Deno.test("an alarm is raised at once, and cleared by an acknowledgement and a return in any order", () => {
  assertEquals(phases(["well", "wrong", "acknowledge", "well"]), "clear active acknowledged clear");
  assertEquals(phases(["wrong", "well", "acknowledge"]), "active returned clear");
  assertEquals(
    phases(["wrong", "well", "wrong", "acknowledge"]),
    "active returned active acknowledged",
  );
});

Deno.test("an alarm with a delay is raised when it has been wrong for that long without a break", () => {
  assertEquals(phases(["wrong", "wrong", "wrong"], 2_000), "pending pending active");
  assertEquals(
    phases(["wrong", "wrong", "between", "wrong"], 2_000),
    "pending pending clear pending",
  );
  assertEquals(phases(["wrong", "acknowledge", "wrong"], 2_000), "pending pending active");
});

Deno.test("an alarm that has returned is raised again at once: it is latched", () => {
  assertEquals(
    phases(["wrong", "wrong", "well", "wrong"], 1_000),
    "pending active returned active",
  );
});

Deno.test("no alarm clears unacknowledged, whatever happens", () => {
  const events = fc.array(
    fc.constantFrom<AlarmEvent>("wrong", "between", "well", "acknowledge"),
    { maxLength: 40 },
  );
  fc.assert(fc.property(events, fc.constantFrom(0, 1_500), (events, delayMs) => {
    let state = CLEAR;
    let isLatched = false;
    for (const [second, event] of events.entries()) {
      state = nextAlarm(state, event, 1_000 * second, delayMs);
      if (event === "acknowledge") isLatched = false;
      else if (state.phase === "active") isLatched = true;
      if (isLatched && state.phase !== "active" && state.phase !== "returned") return false;
    }
    return true;
  }));
});

Deno.test("no value inside the hysteresis changes an alarm, once it is raised: it does not flap", () => {
  const side = { name: "high-alarm", side: "high", limit: 100 } as const;
  const values = fc.array(fc.double({ min: 95, max: 99.999, noNaN: true }), { maxLength: 50 });
  fc.assert(fc.property(values, (values) => {
    let state = nextAlarm(CLEAR, placeOf(100, side, 5), 0, 0);
    for (const value of values) {
      state = nextAlarm(state, placeOf(value, side, 5), 0, 0);
      if (state.phase !== "active") return false;
    }
    return nextAlarm(state, placeOf(94.9, side, 5), 0, 0).phase === "returned";
  }));
});

Deno.test("NaN passes no limit", () => {
  assertEquals(placeOf(NaN, { name: "high-alarm", side: "high", limit: 1 }, 0), "wrong");
  assertEquals(placeOf(NaN, { name: "low-alarm", side: "low", limit: 1 }, 0), "wrong");
});

Deno.test("a value at its limit is beyond it, on both sides", () => {
  const places = (side: "high" | "low", ...values: number[]) =>
    values.map((value) => placeOf(value, { name: "no-value", side, limit: 10 }, 2)).join(" ");
  assertEquals(places("high", 10, 9.9, 8, 7.9), "wrong between between well");
  assertEquals(places("low", 10, 10.1, 12, 12.1), "wrong between between well");
});
