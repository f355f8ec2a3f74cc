import { assertEquals, assertRejects, assertThrows } from "../../../deps/assert.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { channel } from "../../../../lib/channel/channel.ts";
import type { AlarmLimits } from "../../../../lib/policy/limits/alarm_limits.ts";
import { Alarms } from "../../../../lib/policy/limits/alarms.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";
import { at, giving, moveTo, none } from "./given.ts";

/** Alarms of one channel on virtual time. */
function rig(limits: AlarmLimits) {
  const clock = new VirtualClock(1_000_000);
  const changes: string[] = [];
  const alarms = new Alarms({
    clock,
    onChange: (list) => void changes.push(list.map(({ name, phase }) => `${name} ${phase}`).join()),
  });
  alarms.watch(giving(), limits);
  const now = () => alarms.list().map(({ name, phase }) => `${name} ${phase}`);
  return { clock, alarms, changes, now };
}

Deno.test("Alarms lists what is wrong, with the limit, the value and the time", async () => {
  const { clock, alarms } = rig({ highWarning: 80, highAlarm: 90, lowAlarm: 5 });
  await moveTo(clock, 500);
  alarms.see(at(500, 95));
  const about = {
    channel: "oven",
    unit: "C",
    phase: "active",
    raisedWallMs: 1_000_500,
    value: 95,
  } as const;
  assertEquals(alarms.list(), [
    { ...about, name: "high-alarm", severity: "alarm", limit: 90 },
    { ...about, name: "high-warning", severity: "warning", limit: 80 },
  ]);
});

Deno.test("Alarms tells of what is raised, returns and is acknowledged, and of nothing else", () => {
  const { alarms, changes } = rig({ highAlarm: 90, hysteresis: 5 });
  for (const value of [20, 91, 92, 87, 80, 80]) alarms.see(at(0, value));
  assertEquals(alarms.acknowledge("oven"), 1);
  assertEquals(alarms.acknowledge("oven"), 0);
  assertEquals(alarms.acknowledge("other"), 0);
  assertEquals(changes, ["high-alarm active", "high-alarm returned", ""]);
});

Deno.test("Alarms.acknowledge() takes one of a channel's alarms, or all", () => {
  const { alarms, now } = rig({ highWarning: 80, highAlarm: 90 });
  alarms.see(at(0, 95));
  assertEquals(alarms.acknowledge("oven", "high-warning"), 1);
  assertEquals(now(), ["high-alarm active", "high-warning acknowledged"]);
  assertEquals(alarms.acknowledge("oven"), 1);
});

Deno.test("an uncertain reading raises but lets nothing return, and a held one does neither", () => {
  const { alarms, now } = rig({ highAlarm: 90 });
  const uncertain = { status: "uncertain", reason: "out-of-range" } as const;
  const held = { status: "uncertain", reason: "held" } as const;
  alarms.see({ ...at(0, 95), ...held });
  assertEquals(now(), []);
  alarms.see({ ...at(0, 95), ...uncertain });
  alarms.see({ ...at(0, 20), ...uncertain });
  alarms.see({ ...at(0, 20), ...held });
  assertEquals(now(), ["high-alarm active"]);
  alarms.see(at(0, 20));
  assertEquals(now(), ["high-alarm returned"]);
});

Deno.test("a bad reading is an alarm of its own, and leaves the others as they are", () => {
  const { alarms, now } = rig({ highAlarm: 90 });
  alarms.see(at(0, 95));
  alarms.see(none(0));
  assertEquals(now(), ["no-value active", "high-alarm active"]);
  alarms.see(none(0, "aborted"));
  alarms.see(at(0, 20));
  assertEquals(now(), ["no-value returned", "high-alarm returned"]);
});

Deno.test("a read that its caller stopped is no alarm", () => {
  const { alarms, now } = rig({});
  alarms.see(none(0, "aborted"));
  assertEquals(now(), []);
});

Deno.test("a channel without readings is stale after three periods, and a late old one does not help", async () => {
  const { clock, alarms, now } = rig({ periodMs: 2_000 });
  await moveTo(clock, 1_000);
  alarms.see(at(1_000, 20));
  await moveTo(clock, 7_000);
  assertEquals(now(), []);
  await moveTo(clock, 7_001);
  assertEquals(now(), ["stale active"]);
  alarms.see(at(900, 20)); // a replay
  assertEquals(now(), ["stale active"]);
  alarms.see({ ...at(7_001, 20), status: "uncertain", reason: "held", ageMs: 6_001 }); // no measurement
  assertEquals(now(), ["stale active"]);
  alarms.see(at(7_001, 20));
  assertEquals(now(), ["stale returned"]);
});

Deno.test("a late old reading does not make a channel stale either", async () => {
  const { clock, alarms, now } = rig({ periodMs: 2_000 });
  await moveTo(clock, 5_000);
  alarms.see(at(5_000, 20));
  alarms.see(at(10, 20)); // a replay
  await moveTo(clock, 9_000);
  assertEquals(now(), []);
});

Deno.test("a channel that always says the same is not stale", async () => {
  const { clock, alarms, now } = rig({ periodMs: 100 });
  for (let ms = 0; ms < 10_000; ms += 100) {
    await moveTo(clock, ms);
    alarms.see(at(ms, 20));
  }
  assertEquals(now(), []);
});

Deno.test("a channel is stale after 1 s at the soonest, and never if nothing is said", async () => {
  for (const [limits, expected] of [[{ periodMs: 10 }, ["stale active"]], [{}, []]] as const) {
    const { clock, now } = rig(limits);
    await moveTo(clock, 1_000);
    assertEquals(now(), []);
    await moveTo(clock, 1_001);
    assertEquals(now(), [...expected]);
  }
});

Deno.test("a channel that was stale is told by the next reading, though nobody has asked meanwhile", async () => {
  const { clock, alarms, changes, now } = rig({ staleAfterMs: 1_000 });
  await moveTo(clock, 5_000);
  alarms.see(at(5_000, 20));
  assertEquals(changes, ["stale returned"]);
  assertEquals(alarms.acknowledge("oven"), 1);
  assertEquals(now(), []);
});

Deno.test("who listens is told of a channel that is found stale when the list is asked for", async () => {
  const { clock, changes, now } = rig({ staleAfterMs: 1_000 });
  await moveTo(clock, 5_000);
  assertEquals(now(), ["stale active"]);
  assertEquals(changes, ["stale active"]);
});

Deno.test("a reading from the future keeps no channel from being stale", async () => {
  const { clock, alarms, now } = rig({ staleAfterMs: 1_000 });
  alarms.see(at(1e9, 20));
  await moveTo(clock, 1_001);
  assertEquals(now(), ["stale active"]);
});

Deno.test("an alarm with a delay waits for it", async () => {
  const { clock, alarms, now } = rig({ highAlarm: 90, delayMs: 1_000 });
  alarms.see(at(0, 95));
  await moveTo(clock, 999);
  alarms.see(at(999, 95));
  assertEquals(now(), []);
  await moveTo(clock, 1_000);
  alarms.see(at(1_000, 95));
  assertEquals(now(), ["high-alarm active"]);
});

Deno.test("Alarms.watch() passes readings and rejections on unchanged, and sees them", async () => {
  const values = [20, 95];
  const alarms = new Alarms();
  const oven = alarms.watch(
    channel("oven", "C", () => {
      if (values.length > 0) return values.shift()!;
      throw new ReadoutError("timeout.reply", "Cannot read oven: no reply");
    }),
    { highAlarm: 90 },
  );
  assertEquals((await oven.tryRead()).value, 20);
  assertEquals((await oven.read()).status, "good");
  const error = await assertRejects(() => oven.read(), ReadoutError, "no reply");
  assertEquals(error.code, "timeout.reply");
  assertEquals(alarms.list().map(({ name }) => name).sort(), ["high-alarm", "no-value"]);
  assertEquals((await oven.tryRead()).status, "bad");
});

Deno.test("Alarms refuses limits that cannot be, and a second channel of a name", () => {
  const alarms = new Alarms();
  const oven = channel("oven", "C", () => 1);
  for (
    const limits of [
      { highAlarm: NaN },
      { highWarning: 90, highAlarm: 80 },
      { lowWarning: 5, highAlarm: 2 },
      { hysteresis: -1 },
      { hysteresis: Infinity },
      { lowAlarm: 0, highAlarm: 10, hysteresis: 5 }, // no value would let both return
      { delayMs: NaN },
      { staleAfterMs: -1 },
    ]
  ) assertThrows(() => alarms.watch(oven, limits), RangeError);
  alarms.watch(oven, { lowAlarm: 0, lowWarning: 0 });
  assertThrows(() => alarms.watch(oven, {}), TypeError, "watched already");
});
