import { staleAfterMsOf } from "../lib/policy/limits/alarm_limits.ts";
import type { Rig } from "../lib/rig/rig.ts";
import type { RunningRig } from "../lib/rig/run/running_rig.ts";

/** A channel of a rig, as it is shown. */
export interface RigChannel {
  readonly name: string;
  readonly unit: string;
  /** How often it is read, in ms. */
  readonly periodMs: number;
  /** After how long without a measurement it is stale, in ms. */
  readonly staleAfterMs: number;
}

const EVERY_MS = 1_000;

/** The channels of a rig that runs, in its order. */
export function rigChannels(rig: Rig, running: RunningRig): readonly RigChannel[] {
  return running.channels.map(({ name, unit }) => {
    const { everyMs, staleAfterMs } = rig.channels[name] ?? {};
    const periodMs = everyMs ?? rig.everyMs ?? EVERY_MS;
    return { name, unit, periodMs, staleAfterMs: staleAfterMsOf({ staleAfterMs, periodMs }) };
  });
}
