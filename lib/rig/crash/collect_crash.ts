import type { Reading } from "../../contract/reading.ts";
import { printable } from "../../base/printable.ts";
import { textOfThrown } from "../../base/readout_error.ts";
import { type RigEnd, textOfEnd } from "../rig_end.ts";
import type { RigHealth } from "../health/rig_health.ts";
import type { AnyInstrument } from "../build/made_instrument.ts";
import type { SafeSequence } from "../safe/safe_sequence.ts";
import { crashedLink } from "./crashed_link.ts";
import { crashedProgram } from "./crashed_program.ts";
import { crashedChannel } from "./crashed_channel.ts";
import type { CrashedChannel, CrashedConfig, CrashedLink, CrashReport } from "./crash_report.ts";
import { redact } from "./redact.ts";

/** How many lines of a stack are told. */
const STACK_LINES = 40;
const LINE_LENGTH = 500;
/** How many of the last readings of a channel are told. */
const READINGS = 20;
/** How many readings are told in all: about what fits, and is written without holding up a safe step. */
const ALL_READINGS = 4_000;

/** A rig that ends by a fault, as it can be looked at then. */
export interface Wreck {
  /** Why it ends. */
  readonly end: RigEnd;
  /** What was thrown, if that was it: its stack is told. */
  readonly thrown?: unknown;
  /** Its safe sequence, which may not be over; `undefined` if it has none. */
  readonly sequence: SafeSequence | undefined;
  /** What works and what does not. */
  readonly health: () => RigHealth;
  /** The last readings of each channel, the oldest first. */
  readonly readings: ReadonlyMap<string, readonly Reading<unknown>[]>;
  /** What it talks to. */
  readonly instruments: ReadonlyMap<string, AnyInstrument>;
}

/** What has been kept while the rig ran. */
export interface Evidence {
  readonly rig: string;
  readonly config: CrashedConfig | undefined;
  readonly wallMs: number;
  readonly upMs: number;
  readonly log: readonly string[];
  /** Values that must not be in the report. */
  readonly secrets: readonly string[];
}

/**
 * All that is known of a rig that ends by a fault, without secrets.
 *
 * A part that cannot be told is named in the log instead: what is broken may be the rig itself.
 */
export function collectCrash(wreck: Wreck, evidence: Evidence, isOver: boolean): CrashReport {
  const { end, sequence, thrown } = wreck;
  const log = [...evidence.log];
  const attempt = <T>(what: string, tell: () => T): T | undefined => {
    try {
      return tell();
    } catch (error) {
      log.push(`what is known of ${what} cannot be told: ${textOfThrown(error)}`);
      return undefined;
    }
  };
  const links = [...wreck.instruments].flatMap(([name, instrument]): CrashedLink[] => {
    return attempt(name, () => [crashedLink(name, instrument)]) ?? [];
  });
  const most = Math.min(READINGS, Math.max(1, Math.floor(ALL_READINGS / wreck.readings.size)));
  const channels = [...wreck.readings].flatMap(([name, last]): CrashedChannel[] => {
    return attempt(name, () => [crashedChannel(name, last.slice(-most))]) ?? [];
  });
  const health = attempt("its health", wreck.health);
  const stack = attempt("what was thrown", () => {
    return thrown instanceof Error ? stackLines(thrown) : undefined;
  });
  const report: CrashReport = {
    format: "readout-crash-1",
    at: new Date(evidence.wallMs).toISOString(),
    why: textOfEnd(end),
    fault: "fault" in end ? end.fault : undefined,
    stack,
    program: crashedProgram(),
    rig: evidence.rig,
    config: evidence.config,
    upMs: evidence.upMs,
    safe: { isOver, steps: sequence?.stepsSoFar ?? [], notKnown: sequence?.notKnown ?? [] },
    channels,
    links,
    health,
    log,
  };
  return redact(report, evidence.secrets);
}

/** Without its first line, which is its message. */
function stackLines({ stack }: Error): string[] | undefined {
  if (typeof stack !== "string") return undefined;
  return stack.split("\n").slice(1, STACK_LINES).map((line) => printable(line, LINE_LENGTH));
}
