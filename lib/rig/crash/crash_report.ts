import type { Fault } from "../../contract/fault.ts";
import type { Reading } from "../../contract/reading.ts";
import type { RigHealth } from "../health/rig_health.ts";
import type { SafeStepResult } from "../safe/safe_sequence.ts";

/** What is left behind when a rig ends by a fault: plain data, without secrets. */
export interface CrashReport {
  /** Which form this is. */
  readonly format: "readout-crash-1";
  /** When, in UTC. */
  readonly at: string;
  /** Why it ended, in one line. */
  readonly why: string;
  /** What was thrown, and what was behind that. */
  readonly fault?: Fault | undefined;
  /** Where that was thrown. */
  readonly stack?: readonly string[] | undefined;
  /** What ran. */
  readonly program: CrashedProgram;
  /** The rig's name. */
  readonly rig: string;
  /** The file that it is written in, if it is known. */
  readonly config?: CrashedConfig | undefined;
  /** How long it had run, in ms. */
  readonly upMs: number;
  /** What became of the safe sequence. */
  readonly safe: CrashedSafety;
  /** Every channel, and its last readings. */
  readonly channels: readonly CrashedChannel[];
  /** Every link, and its last frames. */
  readonly links: readonly CrashedLink[];
  /** How each channel, instrument, sink and interlock was, and the alarms. */
  readonly health?: RigHealth | undefined;
  /** The last lines of the log. */
  readonly log: readonly string[];
  /** How much had to be left out so that the file is not too long. */
  readonly leftOut?: string | undefined;
}

/** The file that a rig is written in. */
export interface CrashedConfig {
  /** The file, as it was named. */
  readonly path: string;
  /** The SHA-256 of what it said when the rig began, in hex; absent if it could not be read. */
  readonly sha256?: string | undefined;
}

/** The program that ended. */
export interface CrashedProgram {
  readonly version: string;
  readonly deno: string;
  readonly v8: string;
  readonly os: string;
  readonly pid: number;
  readonly args: readonly string[];
  /** What was allowed as a whole, such as `net`: Deno does not tell what was allowed in part. */
  readonly permissions: readonly string[];
  /** How many files and connections were open, if that could be seen. */
  readonly openFiles?: number | undefined;
  /** In bytes, as the system counts them. */
  readonly memory: Readonly<Record<string, number>>;
}

/** What is known of the safe state, and what is not. */
export interface CrashedSafety {
  /** Whether the sequence was over when this was written; if not, the process may have died in it. */
  readonly isOver: boolean;
  /** The steps that were over, in their order. */
  readonly steps: readonly SafeStepResult[];
  /** The steps that are not known to be done: what a person must look at. */
  readonly notKnown: readonly string[];
}

/** A channel, as it was. */
export interface CrashedChannel {
  readonly name: string;
  readonly unit: string;
  /** The last readings, the oldest first; values that are no plain data are left out. */
  readonly last: readonly Reading<unknown>[];
}

/** A link, as it was. */
export interface CrashedLink {
  readonly name: string;
  readonly address: string;
  readonly stats: Readonly<Record<string, number>>;
  /** The last things that happened on it, as text. */
  readonly frames: readonly string[];
}
