import type { Fault } from "../../contract/fault.ts";
import type { ReadPath } from "../../contract/reading.ts";
import type { Alarm } from "../../policy/limits/alarm.ts";
import type { SinkStats } from "../rig_sink.ts";
import type { ClockStep } from "./clock_watch.ts";

/** How a part of a rig is. */
export interface PartHealth {
  /** Its name. */
  readonly name: string;
  /** Since when it has been so, in ms since the Unix epoch. */
  readonly sinceWallMs: number;
  /** Why it does not work as it should; absent if it does. */
  readonly fault?: Fault;
}

/** How a channel is. */
export interface ChannelHealth extends PartHealth {
  /**
   * `waiting`: nothing has been read yet; `good`, `uncertain`, `bad`: its last reading; `stale`: there
   * has been no measurement for too long.
   */
  readonly state: "waiting" | "good" | "uncertain" | "bad" | "stale";
  /** By which path its last value came, if that was not the usual one. */
  readonly path?: ReadPath;
  /** Whether it is critical. */
  readonly critical: boolean;
}

/** How an instrument is. */
export interface InstrumentHealth extends PartHealth {
  /** Where it is. */
  readonly address: string;
  /**
   * `connecting`: it has not been connected yet; `connected`: it is; `absent`: it is not there, or no
   * longer, and is tried again; `left-out`: it was not there at the start, and is not tried again.
   */
  readonly state: "connecting" | "connected" | "absent" | "left-out";
}

/** How a sink is. */
export interface SinkHealth extends PartHealth, SinkStats {
  /** `hung`: it does not take what it has been given; `failed`: it is tried again, now and then. */
  readonly state: "works" | "hung" | "failed";
}

/** How an interlock is. */
export interface InterlockHealth {
  /** Its name. */
  readonly name: string;
  /** Why it is suspended; absent if it is not. */
  readonly why?: string;
}

/** What of a rig works, what does not, since when and why. Plain data. */
export interface RigHealth {
  /** The rig's name. */
  readonly rig: string;
  /** When this was so, in ms since the Unix epoch. */
  readonly wallMs: number;
  /** How far the rig is. */
  readonly phase: "starting" | "running" | "ending" | "ended";
  /** Whether all of it works as it should. */
  readonly isWell: boolean;
  /** Each channel, in the order of the rig. */
  readonly channels: readonly ChannelHealth[];
  /** Each instrument. */
  readonly instruments: readonly InstrumentHealth[];
  /** Each sink. */
  readonly sinks: readonly SinkHealth[];
  /** Each interlock. */
  readonly interlocks: readonly InterlockHealth[];
  /** What is, or was, wrong by the limits. */
  readonly alarms: readonly Alarm[];
  /** How the computer's wall clock was put forward or back last; absent if it was not. */
  readonly clockStep?: ClockStep;
}
