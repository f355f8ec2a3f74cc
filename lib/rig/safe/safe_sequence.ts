import type { Clock } from "../../contract/clock.ts";
import type { Fault } from "../../contract/fault.ts";
import { orAbort } from "../../base/or_abort.ts";
import { printable } from "../../base/printable.ts";
import { isReadoutError, ReadoutError, textOfThrown, toFault } from "../../base/readout_error.ts";
import { systemClock } from "../../base/system_clock.ts";

/** How long a whole sequence may take that says nothing else, in ms. */
const TIMEOUT_MS = 10_000;
/** How long a step may take that says nothing sensible, in ms. */
const STEP_TIMEOUT_MS = 2_000;

/** A step that can be carried out. */
export interface SafeTask {
  /** What it does, for people. */
  readonly name: string;
  /** How long it may take, in ms; what is no time is 2000. */
  readonly timeoutMs: number;
  /**
   * Does it; resolves when it is known to be done. Its signal aborts when its time is over; what it
   * reports as trouble before that is told as the reason.
   */
  readonly perform: (
    signal: AbortSignal,
    onTrouble: (error: unknown) => void,
  ) => void | PromiseLike<void>;
}

/** What became of one step. */
export interface SafeStepResult {
  /** Its name. */
  readonly name: string;
  /** How long it took, in ms. */
  readonly tookMs: number;
  /** Whether it is known to be done. */
  readonly isDone: boolean;
  /** Why it is not. */
  readonly fault?: Fault;
}

/** What became of a safe sequence. */
export interface SafeResult {
  /** Why it was run. */
  readonly why: string;
  /** The steps, in the order in which they were run. */
  readonly steps: readonly SafeStepResult[];
  /** Whether every step is known to be done. */
  readonly isSafe: boolean;
}

/** How a safe sequence is run. */
export interface SafeSequenceOptions {
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
  /** How long all of it may take, in ms. Default: 10000. */
  readonly timeoutMs?: number | undefined;
  /** Told of each step when it is over. */
  readonly onStep?: ((result: SafeStepResult) => void) | undefined;
}

/**
 * Brings a rig into its safe state: each step once, from the last to the first, each within its own
 * time. One that fails or hangs does not stop the next.
 *
 * If the steps together may take longer than the whole may, each gets its share of what is left: a
 * step that hangs never takes the time of another.
 *
 * (J. M. Hughes, Real World Instrumentation with Python, ch. 11: a blind stop may be the worst thing
 * to do: a pressure vessel has to vent, a lifted mass has to come down.)
 */
export class SafeSequence {
  readonly #tasks: readonly SafeTask[];
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #onStep: (result: SafeStepResult) => void;
  readonly #over: SafeStepResult[] = [];
  #running: Promise<SafeResult> | undefined;

  /** Takes the steps, in the order in which things were switched on. */
  constructor(tasks: readonly SafeTask[], options: SafeSequenceOptions = {}) {
    const { clock = systemClock, timeoutMs = TIMEOUT_MS, onStep = () => {} } = options;
    this.#tasks = tasks.toReversed()
      .map((task) => ({ ...task, timeoutMs: timeOr(STEP_TIMEOUT_MS, task.timeoutMs) }));
    this.#clock = clock;
    this.#timeoutMs = timeOr(TIMEOUT_MS, timeoutMs);
    this.#onStep = onStep;
  }

  /** Whether it has begun. */
  get hasBegun(): boolean {
    return this.#running !== undefined;
  }

  /** The steps that are over, for a crash file that is written meanwhile. */
  get stepsSoFar(): readonly SafeStepResult[] {
    return [...this.#over];
  }

  /** The names of the steps that are not known to be done, in the order in which they are run. */
  get notKnown(): readonly string[] {
    return this.#tasks.flatMap(({ name }, at) => this.#over[at]?.isDone ? [] : [name]);
  }

  /** The longest that all of it can take, in ms. */
  get longestMs(): number {
    return Math.min(this.#timeoutMs, sumOfTimes(this.#tasks));
  }

  /**
   * Runs it, once: a second call gives the result of the first, whatever its reason.
   *
   * @param why For the record, such as `SIGTERM`.
   * @returns What became of it. Never rejects.
   */
  run(why: string): Promise<SafeResult> {
    return this.#running ??= this.#run(why);
  }

  async #run(why: string): Promise<SafeResult> {
    const endMs = this.#clock.nowMs() + this.#timeoutMs;
    const leastShare = this.#timeoutMs / sumOfTimes(this.#tasks);
    for (const [at, task] of this.#tasks.entries()) {
      const leftMs = endMs - this.#clock.nowMs();
      // Less is left only if the whole process stood still: that must not cost the steps to come.
      const share = Math.min(1, Math.max(leastShare, leftMs / sumOfTimes(this.#tasks.slice(at))));
      const result = await this.#step(task, share * task.timeoutMs);
      this.#over.push(result);
      this.#tell(result);
    }
    return { why, steps: this.#over, isSafe: this.#over.every(({ isDone }) => isDone) };
  }

  async #step({ name, perform }: SafeTask, timeoutMs: number): Promise<SafeStepResult> {
    const startMs = this.#clock.nowMs();
    const over = new AbortController();
    let trouble: { readonly cause?: unknown } = {};
    const cancel = this.#clock.timer(timeoutMs, () => {
      if (isRefusal(trouble.cause)) return over.abort(trouble.cause); // that is known
      const text = `Cannot tell whether "${printable(name)}" was done: it took more than ` +
        `${Math.round(timeoutMs)} ms`;
      const why = "cause" in trouble ? `: ${textOfThrown(trouble.cause)}` : "";
      over.abort(new ReadoutError("timeout.total", text + why, trouble));
    });
    const tookMs = (): number => this.#clock.nowMs() - startMs;
    try {
      const performing = (async () => await perform(over.signal, (cause) => trouble = { cause }))();
      await orAbort(performing, over.signal, () => {}); // too late to be known
      return { name, tookMs: tookMs(), isDone: true };
    } catch (error) {
      return { name, tookMs: tookMs(), isDone: false, fault: toFault(error) };
    } finally {
      cancel();
    }
  }

  #tell(result: SafeStepResult): void {
    try {
      this.#onStep(result);
    } catch {
      // Whoever is told must not stop the next step.
    }
  }
}

/** The instrument itself says, or shows, that it is not so. */
function isRefusal(error: unknown): boolean {
  return isReadoutError(error) && error.code === "device.refused";
}

function sumOfTimes(tasks: readonly SafeTask[]): number {
  return tasks.reduce((sum, { timeoutMs }) => sum + timeoutMs, 0);
}

/** A rig is made safe also if somebody got a time wrong. */
function timeOr(usualMs: number, ms: number): number {
  return ms > 0 && Number.isFinite(ms) ? ms : usualMs;
}
