import type { ChannelPlan, LimitsPlan } from "../channel_plan.ts";
import type { Rig } from "../rig.ts";

/** Where the values of a simulated quantity are, in the unit of the device. */
export interface Band {
  readonly low: number;
  readonly high: number;
  /** Where an alarm or an interlock is; `undefined` if nothing watches for it. */
  readonly outside: number | undefined;
}

/** How wide a band is of which nothing, or only one side, is said. */
const WIDTH = 100;

/**
 * Where a channel's values may be without an alarm, and where they may not: by its limits and by the
 * rig's interlocks.
 *
 * @param reach The lowest and the highest number that the device can say.
 */
export function bandOf(
  name: string,
  plan: ChannelPlan,
  rig: Rig,
  reach: readonly [number, number] = [-Infinity, Infinity],
): Band {
  const { scale = 1, offset = 0 } = plan;
  const { range, alarm } = limitsOf(name, plan, rig);
  const stoodInFor = primaryOf(name, rig)?.[0];
  const interlocks = Object.values(rig.interlocks ?? {}).filter(({ channel }) => {
    return channel === name || channel === stoodInFor;
  });
  const highs = [
    ...[alarm?.high, alarm?.highWarning],
    ...interlocks.flatMap(({ suspendAbove, resumeBelow }) => [suspendAbove, resumeBelow]),
  ].filter((limit) => limit !== undefined);
  const lows = [
    ...[alarm?.low, alarm?.lowWarning],
    ...interlocks.flatMap(({ suspendBelow, resumeAbove }) => [suspendBelow, resumeAbove]),
  ].filter((limit) => limit !== undefined);
  const inside = alarm?.hysteresis ?? 0;
  const highest = Math.min(range?.[1] ?? Infinity, ...highs.map((limit) => limit - inside));
  const lowest = Math.max(range?.[0] ?? -Infinity, ...lows.map((limit) => limit + inside));
  const [low, high] = within([lowest, highest], ends(reach, scale, offset));
  const margin = (high - low) / 5;
  const above = Math.max(...highs);
  const below = Math.min(...lows);
  const outside = highs.length > 0
    ? above + Math.min(margin, Math.max(0, (range?.[1] ?? Infinity) - above) / 2)
    : lows.length > 0
    ? below - Math.min(margin, Math.max(0, below - (range?.[0] ?? -Infinity)) / 2)
    : undefined;
  const raw = (value: number): number => (value - offset) / scale;
  const [a, b] = [raw(low + margin), raw(high - margin)];
  return {
    low: Math.min(a, b),
    high: Math.max(a, b),
    outside: outside === undefined ? undefined : clamped(raw(outside), reach),
  };
}

/** Its limits, or those of the channel that it stands in for. */
function limitsOf(name: string, plan: ChannelPlan, rig: Rig): LimitsPlan {
  return plan.limits ?? primaryOf(name, rig)?.[1].limits ?? {};
}

/** The channel that another stands in for. */
function primaryOf(name: string, rig: Rig): readonly [string, ChannelPlan] | undefined {
  return Object.entries(rig.channels).find(([, { backup }]) => backup === name);
}

/** What a device can say, in the unit of the channel. */
function ends([low, high]: readonly [number, number], scale: number, offset: number): number[] {
  return [low * scale + offset, high * scale + offset].sort((a, b) => a - b);
}

/** A band of a finite width. */
function within(
  [wantedLow, wantedHigh]: readonly [number, number],
  [reachLow, reachHigh]: readonly number[],
): readonly [number, number] {
  const low = Math.max(wantedLow, reachLow!);
  const high = Math.min(wantedHigh, reachHigh!);
  if (Number.isFinite(low) && Number.isFinite(high)) return [low, Math.max(low, high)];
  if (Number.isFinite(low)) return [low, low + WIDTH];
  return Number.isFinite(high) ? [high - WIDTH, high] : [0, WIDTH];
}

function clamped(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}
