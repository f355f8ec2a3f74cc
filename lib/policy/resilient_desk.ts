import type { Channel, ReadCall, ReadOptions } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { BadReading, Reading } from "../contract/reading.ts";
import { ReadoutError, toFault } from "../base/readout_error.ts";
import { printable } from "../base/printable.ts";
import { seededRandom } from "../base/seeded_random.ts";
import type { Turns } from "../channel/turns.ts";
import { Breaker } from "./breaker.ts";
import type { Allowance } from "./decide.ts";
import { decorated, shown, type TrialStory } from "./decorated.ts";
import { type Held, Holdover } from "./holdover/holdover.ts";
import type { Measurement } from "./holdover/record.ts";
import { classOfFault } from "./fault_class.ts";
import type { Notify } from "./notice.ts";
import type { ResiliencePlan } from "./resilience_plan.ts";
import { type ResilientStats, Tally } from "./resilient_stats.ts";
import { Restorations } from "./restorations.ts";
import { type Rules, rulesOf } from "./rules.ts";
import { SourceChoice } from "./source_choice.ts";
import { tell } from "./tell.ts";
import { type Task, Trial, type TrialDesk } from "./trial.ts";

type Usable<T> = Exclude<Reading<T>, BadReading>;

/** A probe of the breaker is one attempt of each source and no more. */
const ONE_ATTEMPT: Allowance = { retryOn: new Set(), retries: 0, adjustments: [] };

/** What the reads of one resilient channel share: which source is in use, and how it has gone. */
export class ResilientDesk<T> {
  readonly name: string;
  readonly unit: string;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly rules: Rules<T>;
  /** What each trial needs. */
  readonly trialDesk: TrialDesk<T>;
  readonly #plan: ResiliencePlan<T>;
  readonly #breaker: Breaker | undefined;
  readonly #choice: SourceChoice<T>;
  readonly #holdover: Holdover<T> | undefined;
  readonly #tally = new Tally();
  readonly #notify: Notify;
  #seq = 0;
  #lastError: ReadoutError | undefined;
  #lastGood: Measurement<T> | undefined;
  #fatalTold = false;
  #fatalWriteTold = false;

  constructor(channel: Channel<T>, plan: ResiliencePlan<T>, turns: Turns) {
    const { backup, clock = turns.clock } = plan;
    this.name = channel.name;
    this.unit = channel.unit;
    this.turns = turns;
    this.clock = clock;
    this.rules = rulesOf(plan);
    this.#plan = plan;
    this.#breaker = plan.breaker && new Breaker(plan.breaker);
    this.#holdover = plan.hold && new Holdover(plan.hold);
    this.#notify = (notice) => tell(plan.onNotice, notice);
    const { attemptMs } = this.rules;
    this.#choice = new SourceChoice({
      ...{ channel: this.name, first: channel, backup, attemptMs, clock },
      ...{ tally: this.#tally, notify: this.#notify },
    }, plan.failBack);
    this.trialDesk = {
      first: channel,
      backup,
      rules: this.rules,
      classes: plan.classes,
      resync: plan.resync,
      restorations: new Restorations(clock, attemptMs, this.#notify),
      clock,
      random: plan.random ?? seededRandom(clock.wallMs() + sumOf(channel.name)),
    };
  }

  /** The number of the next reading. */
  nextSeq(): number {
    return this.#seq++;
  }

  /**
   * A read begins.
   *
   * @throws {ReadoutError} `breaker.open`.
   */
  enter(call: ReadCall): Trial<T, Usable<T>> {
    const nowMs = this.clock.nowMs();
    const gate = this.#breaker?.enter(nowMs) ?? "all";
    if (gate === "refused") throw this.#refusal(nowMs);
    this.#choice.begun(call);
    const task: Task<T, Usable<T>> = {
      verb: "read",
      attempt: attemptToRead,
      exclusions: this.rules.readExclusions,
      allowance: gate === "all" ? this.rules.reads : ONE_ATTEMPT,
      backup: this.#choice.backup,
    };
    return new Trial(this.trialDesk, task);
  }

  /** A read has a value: what the channel says. */
  measured(measured: Usable<T>, trial: Trial<T, unknown>): Usable<T> {
    const { name } = this;
    if (trial.switched) this.#choice.switched();
    if (this.#breaker && this.#breaker.state !== "closed") {
      this.#notify({ kind: "breaker-closed", channel: name });
    }
    this.#breaker?.succeeded();
    this.#lastError = undefined;
    this.#fatalTold = false;
    this.#count(trial, trial.path);
    const path = trial.path === "first" ? measured.path ?? "first" : trial.path;
    const reading: Usable<T> = { ...measured, channel: name, seq: this.#seq++, path };
    if (measured.status !== "good") return reading;
    // A source elsewhere may have another clock: nothing was measured in the future.
    const startMs = Math.min(measured.monoMs, this.clock.nowMs());
    const good = { value: measured.value, monoMs: startMs - (measured.ageMs ?? 0) };
    const learnt = this.#holdover?.learn(good);
    if (learnt?.returned) {
      this.#notify({ kind: "measuring", channel: name, innovation: learnt.innovation });
    }
    if (learnt?.plausible === false) {
      return { ...reading, status: "uncertain", reason: "implausible" };
    }
    this.#lastGood = good;
    return reading;
  }

  /** A read has failed: its error with its story, and what the channel says in place of a measurement. */
  failed(
    error: ReadoutError,
    trial: Trial<T, unknown> | undefined,
  ): { readonly told: ReadoutError; readonly held: Held<T> | undefined } {
    const nowMs = this.clock.nowMs();
    let hasOpened = false;
    if (trial) {
      this.#count(trial, undefined);
      this.#choice.failed();
      hasOpened = this.#breakerFailed(nowMs);
    }
    const isHopeless = trial?.gaveUp === "fatal" || trial?.gaveUp === "bug";
    const held = isHopeless ? undefined : this.#holdover?.predict(nowMs);
    const told = this.decorated(error, trial, held);
    if (trial) this.#lastError = told;
    if (hasOpened) {
      this.#notify({ kind: "breaker-opened", channel: this.name, fault: toFault(told) });
    }
    if (held?.isFirst) {
      this.#notify({ kind: "holding", channel: this.name, fault: toFault(told) });
    }
    if (held) this.#tally.held++;
    return { told, held };
  }

  /** An error with the story of its trial, and how the channel stands. */
  decorated(
    error: ReadoutError,
    trial: TrialStory | undefined,
    held: Held<T> | undefined,
  ): ReadoutError {
    const good = this.#lastGood;
    return decorated(error, this, trial, held, {
      class: classOfFault(error.code, this.#plan.classes),
      backup: this.#choice.backup,
      breaker: this.#breaker?.state ?? "none",
      ...(good && {
        lastGood: shown(good.value),
        lastGoodAgeMs: this.clock.nowMs() - good.monoMs,
      }),
    });
  }

  /** The read is over without a value. */
  gaveUp(error: ReadoutError, trial: Trial<T, unknown> | undefined): void {
    this.#tally.failed++;
    if (this.#fatalTold || !(this.#plan.critical || trial?.gaveUp === "fatal")) return;
    this.#fatalTold = true;
    tell(this.#plan.onFatal, error);
  }

  /** The read was stopped by its caller: nothing is known. */
  stopped(trial: Trial<T, unknown> | undefined): void {
    this.#tally.stopped++;
    if (trial) this.#breaker?.stopped();
  }

  /** A write has ended. */
  wrote(error: ReadoutError | undefined): void {
    if (error === undefined) this.#fatalWriteTold = false;
    else if (!this.#fatalWriteTold && this.#isFatal(error)) {
      this.#fatalWriteTold = true;
      tell(this.#plan.onFatal, error);
    }
  }

  /** A snapshot of the counts. */
  stats(): ResilientStats {
    return this.#tally.snapshot(this.#choice.inUse, this.#breaker?.state ?? "closed");
  }

  #isFatal(error: ReadoutError): boolean {
    return this.#plan.critical === true || classOfFault(error.code, this.#plan.classes) === "fatal";
  }

  #count(trial: Trial<T, unknown>, path: string | undefined): void {
    const isNewlyLiving = this.#tally.count(trial.failures.length > 0 && path !== undefined, path);
    if (!isNewlyLiving) return;
    const { share } = this.#tally;
    this.#notify({ kind: "lives-on-retries", channel: this.name, share });
  }

  /** Tells the breaker of a failure; says whether it has opened by it. */
  #breakerFailed(nowMs: number): boolean {
    const breaker = this.#breaker;
    if (breaker === undefined) return false;
    const wasClosed = breaker.state === "closed";
    breaker.failed(nowMs);
    const hasOpened = wasClosed && breaker.state !== "closed";
    if (hasOpened) this.#tally.breakerOpenings++;
    return hasOpened;
  }

  #refusal(nowMs: number): ReadoutError {
    const cause = this.#lastError;
    const forMs = Math.ceil(this.#breaker!.openForMs(nowMs));
    return new ReadoutError(
      "breaker.open",
      `Cannot read ${printable(this.name)}: its last reads have failed, it is asked again in ` +
        `${forMs} ms`,
      { channel: this.name, ...(cause === undefined ? {} : { cause }) },
    );
  }
}

/** Not every source is one of ours: what is no number is no value, whoever says it. */
async function attemptToRead<T>(source: Channel<T>, options: ReadOptions): Promise<Usable<T>> {
  const reading = await source.read(options);
  const { value } = reading;
  if (typeof value !== "number" || Number.isFinite(value)) return reading;
  const channel = source.name;
  throw new ReadoutError("value.invalid", `Cannot read ${printable(channel)}: it says ${value}`, {
    channel,
  });
}

function sumOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum, 31) + text.charCodeAt(at) | 0;
  return sum;
}
