import type { SinkStats } from "../rig_sink.ts";
import type { ChannelTally } from "./check/channel_watch.ts";
import type { Grown } from "./check/growth_watch.ts";
import type { CheckName, Violation } from "./check/findings.ts";

/** How a check went. */
export interface CheckResult {
  /** Its name. */
  readonly name: CheckName;
  /** What has to hold. */
  readonly what: string;
  /** How often it was looked at. */
  readonly times: number;
  /** How often it did not hold. */
  readonly failed: number;
}

/** What a rig did in a simulation. Plain data, and the same for the same rig, seed and time. */
export interface SimulationReport {
  /** The rig's name. */
  readonly rig: string;
  /** The seed. */
  readonly seed: number;
  /** How long it was simulated, in ms. */
  readonly simulatedMs: number;
  /** Readings of its channels. */
  readonly readings: number;
  /** What became of each channel. */
  readonly channels: readonly ChannelTally[];
  /** What became of each sink. */
  readonly sinks: readonly SinkStats[];
  /** What went wrong, and how often, by place. */
  readonly troubles: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What operators were told of, by kind: `switched`, `holding`, … */
  readonly notices: Readonly<Record<string, number>>;
  /** Alarms and warnings that were raised. */
  readonly alarms: number;
  /** How often the rig ended, by why; it was started again each time. */
  readonly ends: Readonly<Record<string, number>>;
  /** How often the safe sequence was run, and how often the safe state is known to be reached. */
  readonly safe: { readonly runs: number; readonly reached: number };
  /** How each check went. */
  readonly checks: readonly CheckResult[];
  /** The first failures of each check. */
  readonly violations: readonly Violation[];
  /** What there was at the end of each day. */
  readonly days: readonly Grown[];
  /** How fast the heap grew after the first two days, in bytes a day; absent if it was not measured. */
  readonly heapBytesPerDay?: number;
  /** The SHA-256 of everything that happened, as JSON lines: every reading, trouble and change. */
  readonly traceHash: string;
  /** How many lines those are. */
  readonly traceLines: number;
}
