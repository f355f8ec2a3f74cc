import type { Channel } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Random } from "../../contract/random.ts";
import { seededRandom } from "../../base/seeded_random.ts";
import type { ReadoutError } from "../../base/readout_error.ts";
import type { Alarms } from "../../policy/limits/alarms.ts";
import { limited } from "../../policy/limits/limited.ts";
import type { Notify } from "../../policy/notice.ts";
import { type Resilient, resilient } from "../../policy/resilient.ts";
import { staleAfterMsOf } from "../../policy/limits/alarm_limits.ts";
import type { ChannelPlan } from "../channel_plan.ts";
import type { ReaderCalls } from "../supervise/reader_calls.ts";
import { readBudget } from "../read_budget.ts";
import { SupervisedChannel } from "../supervise/supervised_channel.ts";
import { converted } from "./converted.ts";
import {
  nameWithHint,
  type RigValue,
  sourceChannel,
  type SourceContext,
} from "./source_channel.ts";

/** A channel of a rig, with all its policies. */
export interface RigChannel {
  readonly name: string;
  /** What is polled. */
  readonly channel: Channel<RigValue>;
  readonly periodMs: number;
  /** The budget of a read, in ms. */
  readonly timeoutMs: number;
  readonly staleAfterMs: number;
  readonly critical: boolean;
  /** Counts its attempts. */
  readonly stats: Resilient["stats"];
}

/** What the channels of a rig are made with. */
export interface ChannelsContext extends SourceContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly alarms: Alarms;
  /** The rig's own period, in ms. */
  readonly everyMs: number;
  /** How long an instrument's reply may take, in ms, if its plan says it. */
  readonly replyTimeoutMs: (instrument: string) => number | undefined;
  readonly onNotice: Notify;
  /** A critical channel has failed for good. */
  readonly onFatal: (channel: string, error: ReadoutError) => void;
}

/**
 * Makes the channels of a rig: what is read, converted, made anew after a crash, judged by its limits,
 * tried again, replaced by its backup or a prediction, and watched for alarms. Asks nobody.
 *
 * @param report Is told of each plan that cannot be.
 */
export function buildChannels(
  plans: Readonly<Record<string, ChannelPlan>>,
  context: ChannelsContext,
  report: (channel: string, error: unknown) => void,
): RigChannel[] {
  const sources = new Map<string, Channel<RigValue>>();
  for (const [name, plan] of Object.entries(plans)) {
    try {
      sources.set(name, judgedSource(name, plan, context));
    } catch (error) {
      report(name, error);
    }
  }
  return Object.entries(plans).flatMap(([name, plan]) => {
    const source = sources.get(name);
    if (source === undefined) return [];
    try {
      return [finished(source, plan, backupOf(name, plan, sources), context)];
    } catch (error) {
      report(name, error);
      return [];
    }
  });
}

function backupOf(
  name: string,
  { backup }: ChannelPlan,
  sources: ReadonlyMap<string, Channel<RigValue>>,
): Channel<RigValue> | undefined {
  if (backup === undefined) return undefined;
  const source = sources.get(backup);
  if (source && backup !== name) return source;
  const others = [...sources.keys()].filter((other) => other !== name);
  throw new TypeError(`backup should be another channel, and is ${nameWithHint(backup, others)}`);
}

/** What is measured, or why not: before anything is tried again. */
function judgedSource(
  name: string,
  plan: ChannelPlan,
  context: ChannelsContext,
): Channel<RigValue> {
  const { clock } = context;
  const { scale = 1, offset = 0, limits } = plan;
  if (name === "" || name.startsWith("readout.")) {
    throw new TypeError(`its name should not be empty, nor begin with "readout."`);
  }
  if (!Number.isFinite(scale) || !Number.isFinite(offset)) {
    throw new RangeError(`scale and offset should be finite, and are ${scale} and ${offset}`);
  }
  const isBit = "coil" in plan || "discrete" in plan;
  if (isBit && (limits !== undefined || scale !== 1 || offset !== 0)) {
    throw new TypeError(`scale, offset and limits are for numbers, not for bits`);
  }
  const make = (calls: ReaderCalls): Channel<RigValue> => {
    const own = "read" in plan ? { ...plan, read: calls.watched(plan.read) } : plan;
    const source = sourceChannel(name, own, periodOf(plan, context), context);
    if (scale === 1 && offset === 0) return source;
    return converted(source, source, (value) => {
      return typeof value === "number" ? value * scale + offset : value;
    });
  };
  const supervised = new SupervisedChannel(make, clock);
  if (limits === undefined) return supervised;
  const { range, maxRatePerS, stuck, readTwice } = limits;
  return limited(supervised as Channel<number | never> as Channel<number>, {
    range: range && { low: range[0], high: range[1] },
    ...{ maxRatePerS, stuck, readTwice, clock },
  }) as Channel<RigValue>;
}

/** With what is done when it fails, and what is told of its values. */
function finished(
  source: Channel<RigValue>,
  plan: ChannelPlan,
  backup: Channel<RigValue> | undefined,
  context: ChannelsContext,
): RigChannel {
  const { clock, alarms, onNotice } = context;
  const { name } = source;
  const { critical = false, retry, hold, limits, staleAfterMs } = plan;
  const periodMs = periodOf(plan, context);
  const replyMs = "instrument" in plan ? context.replyTimeoutMs(plan.instrument) : undefined;
  const { timeoutMs, attemptMs } = readBudget(plan, replyMs);
  const channel = resilient(source, {
    ...{ totalMs: timeoutMs, attemptMs, backup, hold, critical, onNotice, clock },
    retry: { max: retry?.max ?? 0 },
    onFatal: critical ? (error) => context.onFatal(name, error) : undefined,
    random: seededRandom(context.random.next() * 2 ** 32),
  });
  const times = { periodMs, staleAfterMs };
  const watched = limits?.alarm
    ? alarms.watch(channel as Channel<number | never> as Channel<number>, {
      ...times,
      highAlarm: limits.alarm.high,
      lowAlarm: limits.alarm.low,
      ...limits.alarm,
    })
    : channel;
  return {
    ...{ name, channel: watched as Channel<RigValue>, periodMs, timeoutMs, critical },
    staleAfterMs: staleAfterMsOf(times),
    stats: () => channel.stats(),
  };
}

function periodOf({ everyMs }: ChannelPlan, context: ChannelsContext): number {
  return everyMs ?? context.everyMs;
}
