import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import type { Random } from "../contract/random.ts";
import type { Reading } from "../contract/reading.ts";
import type { Alarm } from "../policy/limits/alarm.ts";
import type { CrashOptions } from "./crash/black_box.ts";
import type { RigHealth } from "./health/rig_health.ts";
import type { Notifier } from "./notify/notifier.ts";
import type { OpenRigTransport } from "./rig_network.ts";
import type { RigNotice } from "./rig_notice.ts";
import type { RigSink } from "./rig_sink.ts";

/**
 * What a rig is run with. Time, chance, the network and the memory are passed in, so that it runs in
 * virtual time on simulated instruments.
 */
export interface RunRigOptions extends AbortOptions {
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
  /** For the spread of pauses. Default: seeded by the time. */
  readonly random?: Random | undefined;
  /** What connects to an instrument's address. Default: what `openTransport()` does. */
  readonly openTransport?: OpenRigTransport | undefined;
  /** The memory that the process holds, in bytes, for `readout.memory`. Default: the real one. */
  readonly memoryBytes?: (() => number) | undefined;
  /** How often the rig reads its own channels, `readout.reads` and so on, in ms. Default: 10000. */
  readonly selfEveryMs?: number | undefined;
  /** Where readings go. */
  readonly sinks?: readonly RigSink[] | undefined;
  /** Told of every reading; it must not take long. What it throws ends the rig. */
  readonly onReading?: ((reading: Reading<unknown>) => void) | undefined;
  /** Told when something begins or ceases to work, or an alarm changes. */
  readonly onHealth?: ((health: RigHealth) => void) | undefined;
  /** Told of what an operator should know, such as a switch to a backup, or a step of the clock. */
  readonly onNotice?: ((notice: RigNotice) => void) | undefined;
  /** Told of all alarms when one of them changes. */
  readonly onAlarm?: ((alarms: readonly Alarm[]) => void) | undefined;
  /**
   * Aborts, with what was thrown, when something threw that nobody catches: the rig ends by it, through
   * its safe sequence. See {@linkcode catchUncaught}. Default: the rig knows nothing of it.
   */
  readonly uncaught?: AbortSignal | undefined;
  /** Leaves a crash file if the rig ends by a fault, or not safe. Default: none is left. */
  readonly crash?: CrashOptions | undefined;
  /** Whom to tell how the rig is. Default: nobody. */
  readonly notifier?: Notifier | undefined;
}
