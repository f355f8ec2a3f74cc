import type { Channel, ReadCall } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { Progress } from "./decide.ts";
import { type FailBackPlan, FailOver } from "./fail_over.ts";
import type { Notify } from "./notice.ts";
import type { Tally } from "./resilient_stats.ts";

/** What the choice between two sources is made with. */
export interface SourceChoiceContext<T> {
  /** The name of the channel that is read. */
  readonly channel: string;
  readonly first: Channel<T>;
  readonly backup: Channel<T> | undefined;
  /** The budget of a probe, in ms. */
  readonly attemptMs: number;
  readonly clock: Clock;
  readonly tally: Tally;
  readonly notify: Notify;
}

/** Which of a channel's sources is in use. Each change is counted and told. */
export class SourceChoice<T> {
  readonly #context: SourceChoiceContext<T>;
  readonly #failOver: FailOver;

  /** Starts with the first source. */
  constructor(context: SourceChoiceContext<T>, plan: FailBackPlan | undefined) {
    this.#context = context;
    this.#failOver = new FailOver(plan);
  }

  /** Whether there is a backup, and whether it is in use. */
  get backup(): Progress["backup"] {
    if (this.#context.backup === undefined) return "none";
    return this.#failOver.onBackup ? "active" : "idle";
  }

  /** The name of the source in use. */
  get inUse(): string {
    const { first, backup } = this.#context;
    return this.#failOver.onBackup ? backup!.name : first.name;
  }

  /** A read begins: while the backup is in use the first source is tried beside it, if it is time. */
  begun(call: ReadCall): void {
    if (this.#failOver.probeDue(this.#context.clock.nowMs())) void this.#probe(call);
  }

  /** A read has gone over to the backup for its value. */
  switched(): void {
    const { channel, clock, tally, notify } = this.#context;
    this.#failOver.switched(clock.nowMs());
    tally.switches++;
    notify({ kind: "switched", channel, to: this.inUse });
  }

  /** A read has failed. */
  failed(): void {
    if (this.#failOver.failed(this.#context.clock.nowMs())) this.#switchedBack();
  }

  /** The value of a probe is nobody's. */
  async #probe({ signal }: ReadCall): Promise<void> {
    const { first, attemptMs, clock } = this.#context;
    let isGood: boolean | undefined = false;
    try {
      const reading = await first.read({ timeoutMs: attemptMs, signal });
      isGood = reading.status === "good";
    } catch { // why it failed is of no interest: it is not in use
      if (signal.aborted) isGood = undefined;
    }
    if (this.#failOver.probed(isGood, clock.nowMs())) this.#switchedBack();
  }

  #switchedBack(): void {
    const { channel, tally, notify } = this.#context;
    tally.switchesBack++;
    notify({ kind: "switched-back", channel, to: this.inUse });
  }
}
