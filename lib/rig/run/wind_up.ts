import type { LeftCrash } from "../crash/black_box.ts";
import type { SafeResult, SafeSequence } from "../safe/safe_sequence.ts";
import type { SinkPump } from "../sink/sink_pump.ts";
import type { InstrumentSet } from "./instrument_set.ts";

/** How long a sink, and then an instrument, may take for each step of its end, in ms. */
const CLOSE_MS = 2_000;
/** To finish, to flush, to close a sink; to close an instrument; to leave a crash file. */
const STEPS = 5;

/** What is left to be done when polling has stopped. */
export interface WindUp {
  /** Reaches the safe state; `undefined` if there is none. */
  readonly sequence: SafeSequence | undefined;
  readonly pumps: readonly SinkPump[];
  readonly instruments: InstrumentSet;
  /** Leaves a crash file, if one is due, when the sequence has begun. Bounded, and never rejects. */
  readonly leaveCrash: () => Promise<LeftCrash | undefined>;
}

/** What became of it. */
export interface WoundUp {
  readonly safe: SafeResult | undefined;
  readonly crashFile: string | undefined;
  /** What did not end in time, or failed to, for people. */
  readonly notDone: readonly string[];
}

/** How long {@linkcode windUp} may take, in ms. */
export function windUpMs({ sequence }: WindUp): number {
  return (sequence?.longestMs ?? 0) + STEPS * CLOSE_MS;
}

/**
 * Ends what a rig consists of, in the order that matters: first the safe state, then what was
 * recorded, then the connections. Each wait is bounded.
 */
export async function windUp(parts: WindUp, why: string): Promise<WoundUp> {
  const { sequence, pumps, instruments, leaveCrash } = parts;
  const reaching = sequence?.run(why);
  const leaving = leaveCrash();
  const safe = await reaching;
  const sinkFaults = await Promise.all(pumps.map((pump) => pump.close(CLOSE_MS)));
  const crash = await leaving;
  const faults = [...sinkFaults.flat(), ...await instruments.close(CLOSE_MS)];
  const notDone = faults.map(({ message }) => message);
  if (crash?.problem !== undefined) notDone.push(crash.problem);
  for (const pump of pumps) pump.abandon();
  return { safe, crashFile: crash?.path, notDone };
}
