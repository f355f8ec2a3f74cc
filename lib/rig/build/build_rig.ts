import { printable } from "../../base/printable.ts";
import { textOfThrown } from "../../base/readout_error.ts";
import type { ReadoutError } from "../../base/readout_error.ts";
import { checkGrid } from "../../acquisition/grid.ts";
import type { Alarm } from "../../policy/limits/alarm.ts";
import { Alarms } from "../../policy/limits/alarms.ts";
import type { Notify } from "../../policy/notice.ts";
import { type Host, openHost } from "../../source/host/open_host.ts";
import { type InterlockChange, InterlockWatch } from "../health/interlock_watch.ts";
import type { InstrumentPlan } from "../instrument_plan.ts";
import type { Rig } from "../rig.ts";
import { buildChannels, type RigChannel } from "./build_channels.ts";
import { type AnyInstrument, type InstrumentContext, makeInstruments } from "./made_instrument.ts";
import { nameWithHint } from "./source_channel.ts";

/** How often a channel is read that does not say it, in ms. */
const EVERY_MS = 1_000;

/** What a rig is built with. */
export interface BuildContext extends InstrumentContext {
  readonly onNotice: Notify;
  readonly onAlarm: (alarms: readonly Alarm[]) => void;
  readonly onFatal: (channel: string, error: ReadoutError) => void;
  readonly onInterlock: (change: InterlockChange) => void;
}

/** The parts of a rig; nothing is open yet. */
export interface RigParts {
  readonly instruments: ReadonlyMap<string, AnyInstrument>;
  readonly channels: readonly RigChannel[];
  readonly interlocks: InterlockWatch;
  readonly alarms: Alarms;
  /** This computer's sensors, if a channel reads one. */
  readonly host: Disposable | undefined;
}

/** Something in a rig that cannot be. */
export interface BuildProblem {
  /** Where, as in the rig: `channels.oven`. */
  readonly where: string;
  /** What should be otherwise. */
  readonly what: string;
}

/**
 * Makes the parts of a rig. Opens and asks nothing.
 *
 * @returns The parts, and everything that cannot be; if there is any, the parts are not all there.
 */
export function buildRig(
  rig: Rig,
  context: BuildContext,
): { readonly parts: RigParts; readonly problems: readonly BuildProblem[] } {
  const { clock, random, onNotice, onFatal } = context;
  const problems: BuildProblem[] = [];
  const report = (where: string, error: unknown): void => {
    problems.push({ where: printable(where, 200), what: textOfThrown(error) });
  };
  const plans: Readonly<Record<string, InstrumentPlan>> = rig.instruments ?? {};
  const instruments = makeInstruments(plans, context, (name, error) => {
    report(`instruments.${name}`, error);
  });
  const everyMs = rig.everyMs ?? EVERY_MS;
  let host: Host | undefined;
  const alarms = new Alarms({ clock, onChange: context.onAlarm });
  const channels = buildChannels(rig.channels, {
    ...{ clock, random, instruments, alarms, everyMs, onNotice, onFatal },
    host: () => host ??= openHost({ clock }),
    replyTimeoutMs: (instrument) => plans[instrument]?.replyTimeoutMs,
  }, (name, error) => {
    const plan = rig.channels[name]!;
    const isOf = "instrument" in plan && Object.hasOwn(plans, plan.instrument);
    if (isOf && !instruments.has(plan.instrument)) return; // which has a problem of its own
    report(`channels.${name}`, error);
  });
  for (const { name, periodMs } of channels) {
    attempt(`channels.${name}`, report, () => checkGrid(clock, { periodMs }));
  }
  const interlocks = new InterlockWatch(clock, context.onInterlock);
  for (const [name, plan] of Object.entries(rig.interlocks ?? {})) {
    attempt(`interlocks.${name}`, report, () => {
      const channel = channels.find(({ name }) => name === plan.channel);
      if (channel) return interlocks.add(name, plan, channel);
      if (Object.hasOwn(rig.channels, plan.channel)) return; // it has a problem of its own
      const known = Object.keys(rig.channels);
      throw new TypeError(`there is no channel ${nameWithHint(plan.channel, known)}`);
    });
  }
  for (const [at, step] of (rig.safe ?? []).entries()) {
    if (!("instrument" in step) || Object.hasOwn(plans, step.instrument)) continue;
    const known = Object.keys(plans);
    const text = `there is no instrument ${nameWithHint(step.instrument, known)}`;
    report(`safe[${at}] (${step.name})`, text);
  }
  return { parts: { instruments, channels, interlocks, alarms, host }, problems };
}

function attempt(
  where: string,
  report: (where: string, error: unknown) => void,
  work: () => void,
): void {
  try {
    work();
  } catch (error) {
    report(where, error);
  }
}

/**
 * The error for a rig that cannot be run, with everything that is wrong with it.
 *
 * @param rig Its name.
 */
export function wrongRig(rig: string, problems: readonly BuildProblem[]): TypeError {
  const lines = problems.map(({ where, what }) => `${where}: ${what}`);
  return new TypeError(`Cannot run the rig "${printable(rig, 80)}": ${lines.join("; ")}`);
}
