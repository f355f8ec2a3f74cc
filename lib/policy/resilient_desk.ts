import type { Channel, ReadCall } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { BadReading, Reading } from "../contract/reading.ts";
import { ReadoutError, toFault } from "../base/readout_error.ts";
import { printable } from "../base/printable.ts";
import { seededRandom } from "../base/seeded_random.ts";
import type { Turns } from "../channel/turns.ts";
import { Breaker } from "./breaker.ts";
import type { Allowance, Progress } from "./decide.ts";
import { FailOver } from "./fail_over.ts";
import { type Held, Holdover } from "./holdover/holdover.ts";
import { classOfFault } from "./fault_class.ts";
import type { Notify } from "./notice.ts";
import type { ResiliencePlan } from "./resilience_plan.ts";
import { type ResilientStats, Tally } from "./resilient_stats.ts";
import { Restorations } from "./restorations.ts";
import { type Rules, rulesOf } from "./rules.ts";
import { tell } from "./tell.ts";
import { type Task, Trial, type TrialDesk } from "./trial.ts";

type Usable<T> = Exclude<Reading<T>, BadReading>;

/** A probe of the breaker is one attempt and no more. */
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
  readonly #failOver: FailOver;
  readonly #holdover: Holdover<T> | undefined;
  readonly #tally = new Tally();
  readonly #notify: Notify;
  #seq = 0;
  #lastError: ReadoutError | undefined;
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
    this.#failOver = new FailOver(plan.failBack);
    this.#holdover = plan.hold && new Holdover(plan.hold);
    this.#notify = (notice) => tell(plan.onNotice, notice);
    this.trialDesk = {
      first: channel,
      backup,
      rules: this.rules,
      classes: plan.classes,
      resync: plan.resync,
      restorations: new Restorations(clock, this.rules.attemptMs, this.#notify),
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
    const { onBackup } = this.#failOver;
    if (onBackup && this.#failOver.probeDue(nowMs)) void this.#probe(call);
    const idle: Progress["backup"] = this.trialDesk.backup && gate === "all" ? "idle" : "none";
    const task: Task<T, Usable<T>> = {
      verb: "read",
      attempt: attemptToRead,
      exclusions: this.rules.readExclusions,
      allowance: gate === "all" ? this.rules.reads : ONE_ATTEMPT,
      backup: onBackup ? "active" : idle,
    };
    return new Trial(this.trialDesk, task);
  }

  /** A read has a value: what the channel says. */
  measured(measured: Usable<T>, trial: Trial<T, unknown>): Usable<T> {
    const { name } = this;
    if (trial.switched) {
      this.#failOver.switched(this.clock.nowMs());
      this.#tally.switches++;
      this.#notify({ kind: "switched", channel: name, to: trial.source.name });
    }
    if (this.#breaker && this.#breaker.state !== "closed") {
      this.#notify({ kind: "breaker-closed", channel: name });
    }
    this.#breaker?.succeeded();
    this.#lastError = undefined;
    this.#fatalTold = false;
    this.#count(trial, trial.path);
    const path = trial.path === "first" ? measured.path ?? "first" : trial.path;
    const reading: Usable<T> = { ...measured, channel: name, seq: this.#seq++, path };
    if (this.#holdover === undefined || measured.status !== "good") return reading;
    const { returned, innovation, plausible } = this.#holdover.learn(measured);
    if (returned) this.#notify({ kind: "measuring", channel: name, innovation });
    return plausible ? reading : { ...reading, status: "uncertain", reason: "implausible" };
  }

  /** A read has failed: what the channel says in place of a measurement, if it says anything. */
  failed(error: ReadoutError, trial: Trial<T, unknown> | undefined): Held<T> | undefined {
    const nowMs = this.clock.nowMs();
    if (trial) {
      this.#lastError = error;
      this.#count(trial, undefined);
      if (this.#failOver.onBackup && this.#failOver.failed()) this.#switchedBack();
      this.#breakerFailed(nowMs, error);
    }
    if (trial?.gaveUp === "fatal" || trial?.gaveUp === "bug") return undefined;
    const held = this.#holdover?.predict(nowMs);
    if (held?.isFirst) {
      this.#notify({ kind: "holding", channel: this.name, fault: toFault(error) });
    }
    if (held) this.#tally.held++;
    return held;
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
    const { first, backup } = this.trialDesk;
    const source = this.#failOver.onBackup ? backup!.name : first.name;
    return this.#tally.snapshot(source, this.#breaker?.state ?? "closed");
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

  #breakerFailed(nowMs: number, error: ReadoutError): void {
    const breaker = this.#breaker;
    if (breaker === undefined) return;
    const wasClosed = breaker.state === "closed";
    breaker.failed(nowMs);
    if (!wasClosed || breaker.state === "closed") return;
    this.#tally.breakerOpenings++;
    this.#notify({ kind: "breaker-opened", channel: this.name, fault: toFault(error) });
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

  /** Tries the first source while the backup is in use; its value is nobody's. */
  async #probe({ signal }: ReadCall): Promise<void> {
    const { first } = this.trialDesk;
    let isGood: boolean | undefined = false;
    try {
      const reading = await first.read({ timeoutMs: this.rules.attemptMs, signal });
      isGood = reading.status === "good";
    } catch { // why it failed is of no interest: it is not in use
      if (signal.aborted) isGood = undefined;
    }
    if (this.#failOver.probed(isGood, this.clock.nowMs())) this.#switchedBack();
  }

  #switchedBack(): void {
    this.#tally.switchesBack++;
    const to = this.trialDesk.first.name;
    this.#notify({ kind: "switched-back", channel: this.name, to });
  }
}

function attemptToRead<T>(
  source: Channel<T>,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Usable<T>> {
  return source.read(options);
}

function sumOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum, 31) + text.charCodeAt(at) | 0;
  return sum;
}
