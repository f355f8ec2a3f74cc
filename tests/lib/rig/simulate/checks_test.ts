import { assertEquals, assertRejects } from "../../../deps/assert.ts";
import type { Reading } from "../../../../lib/contract/reading.ts";
import { ChannelWatch } from "../../../../lib/rig/simulate/check/channel_watch.ts";
import { Findings } from "../../../../lib/rig/simulate/check/findings.ts";
import { GrowthWatch, heapGrowth } from "../../../../lib/rig/simulate/check/growth_watch.ts";
import { LimitWatch } from "../../../../lib/rig/simulate/check/limit_watch.ts";
import type { Rig } from "../../../../lib/rig/rig.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";

const RIG: Rig = {
  name: "tank",
  channels: {
    level: { read: () => 1, limits: { alarm: { high: 10, delayMs: 1_000 } } },
    pump: { read: () => 1, critical: true },
  },
  interlocks: { full: { channel: "level", suspendAbove: 12 } },
};
const ALARM = { channel: "level", name: "high-alarm", severity: "alarm", unit: "" } as const;
const ACTIVE = { ...ALARM, phase: "active", raisedWallMs: 1_000, value: 11 } as const;

function findings(): Findings {
  return new Findings(new VirtualClock(), () => {});
}

function reading(channel: string, value: number | null, monoMs: number): Reading<unknown> {
  const common = { channel, seq: monoMs / 1_000, unit: "", wallMs: monoMs, monoMs, tookMs: 0 };
  if (value !== null) return { ...common, value, path: "first", status: "good", reason: "ok" };
  const fault = { name: "ReadoutError", code: "link.failed", message: "gone" } as const;
  return { ...common, value, status: "bad", reason: "comm-fail", fault };
}

/** What is found when a channel has these values, a second apart. */
function found(channel: string, values: readonly (number | null)[], hasAlarm = false): string[] {
  const all = findings();
  const watch = new LimitWatch(RIG, all);
  watch.begin();
  for (const [at, value] of values.entries()) {
    if (hasAlarm && at === 1) watch.seesAlarms([ACTIVE]);
    watch.sees(reading(channel, value, 1_000 * at), 1_000 * at);
  }
  return all.violations.map(({ what }) => what);
}

Deno.test("LimitWatch finds an alarm that is not raised after its delay, and one that is gone unseen", () => {
  assertEquals(found("level", [11, 9, 11]), []);
  assertEquals(found("level", [11, 11], true), []);
  assertEquals(found("level", [11, 11]), ["level is 11, and no high-alarm raised"]);
  const all = findings();
  const watch = new LimitWatch(RIG, all);
  watch.seesAlarms([ACTIVE]);
  watch.seesAlarms([{ ...ACTIVE, phase: "returned" }]);
  watch.seesAlarms([]);
  assertEquals(all.failed("limits"), 0);
  watch.seesAlarms([ACTIVE]);
  watch.seesAlarms([]);
  assertEquals(all.failed("limits"), 1);
});

Deno.test("LimitWatch finds a rig that goes on after its interlock, or without a critical channel", () => {
  assertEquals(found("level", [9, 13], true), []); // the rig may end yet
  assertEquals(found("level", [13, 9]), [
    "level was good, 13, and interlock full has not ended the rig",
  ]);
  assertEquals(found("level", [null, 9]).length, 1);
  assertEquals(found("pump", [null]), []);
  assertEquals(found("pump", [null, 1]), ["pump is critical, has failed, and the rig goes on"]);
});

Deno.test("ChannelWatch finds points of the grid that are caught up, or missed without a word", () => {
  for (
    const [times, missed, fails] of [
      [[0, 1_000, 2_000], 0, 0],
      [[0, 1_000, 4_000], 2, 0],
      [[0, 1_000, 4_000], 0, 1], // missed, and not told
      [[0, 3_000, 3_010], 0, 1], // caught up
    ] as const
  ) {
    const all = findings();
    const watch = new ChannelWatch(
      {
        ...{ name: "level", periodMs: 1_000, timeoutMs: 4_000, staleAfterMs: 10_000 },
        ...{ holdsForMs: 10_000, isOnGrid: true, sources: new Map(), weathers: [] },
      },
      all,
      0,
    );
    watch.begin(0);
    for (const [seq, atMs] of times.entries()) {
      const missedTicks = seq === 2 ? missed : 0;
      watch.sees({ ...reading("level", 1, atMs), seq, missedTicks } as Reading<unknown>, atMs);
    }
    assertEquals(Math.min(1, all.failed("punctuality")), fails, times.join());
  }
});

Deno.test("GrowthWatch finds a heap that grows, and none that is let go now and then", () => {
  for (
    const [heaps, fails] of [[[9, 9, 5, 6, 7, 8, 5, 6], 0], [[9, 9, 5, 6, 7, 8, 9, 10], 1]] as const
  ) {
    const all = findings();
    const watch = new GrowthWatch(all, { timers: 1, connections: 1 });
    for (const heap of heaps) watch.day({ timers: 1, connections: 0, heapBytes: 1e6 * heap });
    watch.over();
    assertEquals(all.failed("growth"), fails);
    assertEquals(heapGrowth(watch.days), { heapBytesPerDay: fails * 1e6 });
  }
  assertEquals(heapGrowth([]), {});
});

Deno.test("VirtualClock does not stand still for ever when timers are set for now again and again", async () => {
  const clock = new VirtualClock();
  const again = (): void => void clock.timer(0, again);
  again();
  await assertRejects(() => clock.advance(1), Error, "again and again");
});
