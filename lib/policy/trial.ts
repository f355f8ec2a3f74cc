import type { Channel, ReadCall, ReadOptions } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { FailedAttempt } from "../contract/fault.ts";
import type { Random } from "../contract/random.ts";
import type { ReadPath } from "../contract/reading.ts";
import { delay } from "../base/delay.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError, textOfThrown } from "../base/readout_error.ts";
import { asReadoutError } from "../channel/as_readout_error.ts";
import { type Allowance, decide, type GivenUp, type Progress, start } from "./decide.ts";
import { classOfFault, type FaultClassOverrides } from "./fault_class.ts";
import { fullJitterMs } from "./full_jitter.ts";
import type { Adjustment, Exclusion, Step } from "./resilience_plan.ts";
import type { Restorations } from "./restorations.ts";
import type { Rules } from "./rules.ts";
import { takeStep } from "./take_step.ts";

/** What the trials of one channel share. */
export interface TrialDesk<T> {
  readonly first: Channel<T>;
  readonly backup: Channel<T> | undefined;
  readonly rules: Rules<T>;
  readonly classes: FaultClassOverrides | undefined;
  readonly resync: Step<T> | undefined;
  readonly restorations: Restorations<T>;
  readonly clock: Clock;
  readonly random: Random;
}

/** What a trial is to do. */
export interface Task<T, R> {
  readonly verb: "read" | "write";
  /** Makes one attempt. */
  attempt(source: Channel<T>, options: ReadOptions): Promise<R>;
  readonly exclusions: readonly Exclusion[];
  readonly allowance: Allowance;
  /** Where it starts: with the first source, with or without a backup to switch to, or with the backup. */
  readonly backup: Progress["backup"];
}

/** What is different about the next attempt. */
interface Change<T> {
  readonly adjustment?: Adjustment<T>;
  readonly resync?: boolean;
}

/** One read or write with all its attempts: carries out what {@linkcode decide} decides. */
export class Trial<T, R> {
  /** What has failed so far, oldest first. */
  readonly failures: (FailedAttempt & { readonly error: ReadoutError })[] = [];
  /** How many attempts have been started. */
  attempts = 0;
  /** By which path the result came. */
  path: ReadPath = "first";
  /** Why it was given up, if it was. */
  gaveUp: GivenUp | undefined;
  /** What an exclusion said, if one did. */
  excluded: string | undefined;
  /** The source that was asked last. */
  source: Channel<T>;
  /** Whether it has gone over to the backup. */
  switched = false;
  readonly #desk: TrialDesk<T>;
  readonly #task: Task<T, R>;

  /** Makes a trial of a task. */
  constructor(desk: TrialDesk<T>, task: Task<T, R>) {
    this.#desk = desk;
    this.#task = task;
    this.source = task.backup === "active" ? desk.backup! : desk.first;
    if (task.backup === "active") this.path = backupPath(this.source);
  }

  /**
   * Attempts until there is a result or nothing is left to try. Starts nothing more when
   * `call.signal` has aborted.
   *
   * @throws What decided: the fatal fault or the bug if there was one, or else the first fault.
   */
  async run(call: ReadCall): Promise<R> {
    const { clock } = this.#desk;
    const { allowance, backup } = this.#task;
    const deadlineMs = clock.nowMs() + call.timeoutMs;
    let progress = start(allowance, backup);
    let change: Change<T> = {};
    for (let repetition = 1;; repetition++) {
      const startMs = clock.nowMs();
      const leftMs = deadlineMs - startMs;
      if (!(leftMs > 0)) throw this.#tooLate(); // nobody could say so while the event loop was blocked
      let failure: ReadoutError;
      this.attempts++;
      try {
        const result = await this.#attempt(change, leftMs, call);
        if (this.#desk.restorations.size > 0) await this.#restore(change, deadlineMs);
        return result;
      } catch (thrown) {
        if (call.signal.aborted) throw thrown; // nobody waits any more
        failure = asReadoutError(thrown, this.#task.verb, this.source.name);
      }
      const nowMs = clock.nowMs();
      this.#log(failure, startMs, nowMs);
      const faultClass = classOfFault(failure.code, this.#desk.classes);
      this.excluded = this.#exclusionOf(failure, faultClass);
      const decision = decide(allowance, progress, {
        class: faultClass,
        excluded: this.excluded,
        timeLeft: nowMs < deadlineMs,
      });
      if (decision.kind === "fail") {
        this.gaveUp = decision.why;
        throw decision.why === "fatal" || decision.why === "bug"
          ? failure
          : this.failures[0]!.error;
      }
      progress = decision.progress;
      if (decision.kind === "switch") {
        this.source = this.#desk.backup!;
        this.switched = true;
        this.path = backupPath(this.source);
        repetition = 0;
        change = {};
        continue;
      }
      change = this.#change(decision, progress, faultClass);
      const { pauses } = this.#desk.rules;
      const pauseMs = fullJitterMs(repetition, pauses, deadlineMs - nowMs, this.#desk.random);
      if (pauseMs > 0) await delay(pauseMs, { clock, signal: call.signal });
    }
  }

  /** What is different about a repetition, and what its path is called. */
  #change(
    decision: { readonly kind: "retry" } | { readonly kind: "adjust"; readonly index: number },
    { retriesLeft }: Progress,
    faultClass: string,
  ): Change<T> {
    const adjustment = decision.kind === "adjust"
      ? this.#desk.rules.adjustments[decision.index]!
      : undefined;
    this.path = this.#via(
      adjustment
        ? `adjusted:${printable(adjustment.name)}`
        : `retry#${this.#task.allowance.retries - retriesLeft}`,
    );
    const resync = faultClass === "link" || faultClass === "content";
    return adjustment ? { adjustment, resync } : { resync };
  }

  async #attempt({ adjustment, resync }: Change<T>, leftMs: number, call: ReadCall): Promise<R> {
    const { rules, restorations } = this.#desk;
    const { source } = this;
    const { signal } = call;
    const budgetMs = Math.min(rules.attemptMs, leftMs);
    if (adjustment === undefined && !resync) { // mostly the first, which should cost little
      return await this.#task.attempt(source, { timeoutMs: budgetMs, signal });
    }
    if (resync && this.#desk.resync) {
      await this.#step("resynchronise", this.#desk.resync, { timeoutMs: budgetMs, signal });
    }
    const options = {
      timeoutMs: Math.min(adjustment?.attemptMs ?? rules.attemptMs, leftMs),
      signal,
    };
    if (adjustment?.apply === undefined) return await this.#task.attempt(source, options);
    try {
      await this.#step(`adjust ${adjustment.name}`, (call) => this.#adjust(adjustment, call), {
        timeoutMs: budgetMs,
        signal,
      });
      return await this.#task.attempt(source, options);
    } catch (thrown) {
      await restorations.restore(source);
      throw thrown;
    }
  }

  /** Changes something; what changes it back is kept, also if that comes too late for the attempt. */
  async #adjust({ name, apply }: Adjustment<T>, call: ReadCall): Promise<void> {
    const { source } = this;
    const restore = await apply!(call, source);
    if (restore) this.#desk.restorations.add({ adjustment: name, restore, source });
  }

  /**
   * What is changed is changed back, now that there is a value. The value is not lost by it: there is
   * time left when all of them have used up theirs.
   */
  async #restore({ adjustment }: Change<T>, deadlineMs: number): Promise<void> {
    const { restorations, clock } = this.#desk;
    const names = restorations.namesOf(this.source);
    if (names.length === 0) return;
    if (!adjustment) this.path = this.#via(`adjusted:${printable(names.join("+"))}`);
    const leftMs = deadlineMs - clock.nowMs();
    await restorations.restore(this.source, Math.max(leftMs, 1) / (names.length + 1));
  }

  /** The path of an attempt at the source in use. */
  #via(how: `retry#${number}` | `adjusted:${string}`): ReadPath {
    return this.source === this.#desk.first ? how : `${backupPath(this.source)} ${how}`;
  }

  #step(what: string, step: Step<T>, options: ReadOptions): Promise<void> {
    return takeStep(`${this.source.name} (${what})`, step, this.source, this.#desk.clock, options);
  }

  /** The deadline has passed before an attempt: it is not made. */
  #tooLate(): ReadoutError {
    this.gaveUp = "no time";
    const { verb } = this.#task;
    return this.failures[0]?.error ?? new ReadoutError(
      "timeout.total",
      `Cannot ${verb} ${
        printable(this.source.name)
      }: its whole budget had passed before it was its turn`,
      { channel: this.source.name },
    );
  }

  #log(error: ReadoutError, startMs: number, nowMs: number): void {
    const { code, message } = error;
    const times = { monoMs: startMs, tookMs: nowMs - startMs };
    this.failures.push({
      path: this.path,
      source: this.source.name,
      code,
      message,
      ...times,
      error,
    });
  }

  #exclusionOf(
    failure: ReadoutError,
    faultClass: ReturnType<typeof classOfFault>,
  ): string | undefined {
    const { verb, exclusions } = this.#task;
    for (const exclusion of exclusions) {
      try {
        const why = exclusion({ verb, code: failure.code, class: faultClass });
        if (why) return printable(why);
      } catch (thrown) { // nobody knows whether it may be tried again: then it is not
        return `an exclusion threw "${textOfThrown(thrown)}"`;
      }
    }
    return undefined;
  }
}

function backupPath(source: { readonly name: string }): `backup:${string}` {
  return `backup:${printable(source.name)}`;
}
