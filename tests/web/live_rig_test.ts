import type { RigHealth } from "../../lib/rig/health/rig_health.ts";
import type { Alarm } from "../../lib/policy/limits/alarm.ts";
import type { WireHistory, WireRig } from "../../web/wire.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { PAYLOADS } from "./browser/payloads.ts";
import type { EventClient } from "./event_client.ts";
import { LiveFixture } from "./live_fixture.ts";

const HEALTH: RigHealth = {
  ...{ rig: "oven", wallMs: 5_000, phase: "running", isWell: false },
  channels: [
    { name: "volts", state: "good", sinceWallMs: 1_000, critical: false },
    { name: "amps", state: "stale", sinceWallMs: 2_000, critical: false },
  ],
  ...{ instruments: [], sinks: [], interlocks: [], alarms: [] },
};

const ALARM: Alarm = {
  ...{ channel: "volts", name: "high-alarm", severity: "alarm", phase: "active" },
  ...{ raisedWallMs: 3_000, limit: 4, value: 4.5, unit: "V" },
};

function rigsOf({ events }: EventClient): WireRig[] {
  return events.filter(({ name }) => name === "rig").map(({ data }) => JSON.parse(data));
}

Deno.test("Live tells how its rig is: in the history, by itself, and at the start of a stream", async () => {
  using fixture = new LiveFixture();
  assertEquals(await fixture.ask("/live/rig").json(), null);
  fixture.live.tellRig({ ...HEALTH, alarms: [ALARM] });
  const expected: WireRig = {
    ...{ wallMs: 5_000, isWell: false, headline: "oven: running, 1 of 2 channels work" },
    ...{ problems: [["amps is stale", 2_000, null]], moreProblems: 0 },
    ...{ alarms: [ALARM as WireRig["alarms"][number]], moreAlarms: 0 },
  };
  const history: WireHistory = await fixture.ask("/live/history").json();
  assertEquals(history.rig, expected);
  assertEquals(await fixture.ask("/live/rig").json(), expected);
  const client = await fixture.open();
  assertEquals(rigsOf(client), [expected]);
  assertEquals(client.lastId, "run.0"); // a rig is at no place among the readings
  assertEquals(fixture.clock.pendingTimers, 1); // the ping alone
});

Deno.test("Live tells a change of its rig to all who watch, within 100 ms, and many as one", async () => {
  using fixture = new LiveFixture();
  const [one, other] = [await fixture.open(), await fixture.open()];
  for (const rig of ["a", "b", "c"]) fixture.live.tellRig({ ...HEALTH, rig });
  await fixture.clock.advance(100);
  await Promise.all([one.take(), other.take()]);
  for (const client of [one, other]) {
    assertEquals(rigsOf(client).map(({ headline }) => headline[0]), ["c"]);
  }
});

Deno.test("Live tells a client that is slow the newest of its rig, and keeps nothing else of it", async () => {
  using fixture = new LiveFixture();
  const slow = await fixture.open();
  for (let n = 0; n < 200; n++) {
    fixture.live.tellRig({ ...HEALTH, rig: `r${n}` });
    fixture.push(64, "x".repeat(200));
    await fixture.clock.advance(40);
  }
  assert(fixture.live.stats().queuedBytes <= 256 * 1024);
  await fixture.clock.advance(100);
  await slow.take();
  const names = rigsOf(slow).map(({ headline }) => headline.split(":")[0]);
  assertEquals(names.at(-1), "r199");
  assert(names.length <= 3, `${names}`);
});

Deno.test("Live that nobody watches has no timer for its rig, and makes nothing of it", () => {
  using fixture = new LiveFixture();
  const trap = new Proxy(HEALTH, {
    get() {
      throw new Error("looked at");
    },
  });
  fixture.live.tellRig(trap);
  assertEquals(fixture.clock.pendingTimers, 0);
});

Deno.test("Whatever a rig's parts are called, what travels of it is printable and bounded", async () => {
  using fixture = new LiveFixture();
  const texts = [...PAYLOADS, "\x1b[2J\u202e\n", "x".repeat(100_000)];
  const fault = (message: string) => ({ code: "source.failed", name: message, message } as const);
  const many = Array.from({ length: 20 }, () => texts).flat();
  fixture.live.tellRig({
    ...HEALTH,
    rig: texts.join(),
    channels: many.map((name) => {
      return { name, state: "bad", sinceWallMs: 0, critical: false, fault: fault(name) };
    }),
    alarms: many.map((text, at) => {
      const value = [NaN, Infinity, -1e308, null][at % 4]!;
      return { ...ALARM, channel: text, unit: text, value };
    }),
  });
  const text = await fixture.ask("/live/rig").text();
  assert(text.length < 64 * 1024, `${text.length} bytes`);
  // deno-lint-ignore no-control-regex
  assert(!/[\u0000-\u001f\u007f-\u009f\u202e\u2028]/.test(text));
  const rig: WireRig = JSON.parse(text);
  assertEquals([rig.problems.length, rig.moreProblems], [50, many.length - 50]);
  assertEquals([rig.alarms.length, rig.moreAlarms], [50, many.length - 50]);
  assertEquals(rig.alarms.slice(0, 4).map(({ value }) => value), ["NaN", "Infinity", -1e308, null]);
});
