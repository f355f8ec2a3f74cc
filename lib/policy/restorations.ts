import type { Channel } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import { toFault } from "../base/readout_error.ts";
import type { Notify } from "./notice.ts";
import type { Step } from "./resilience_plan.ts";
import { takeStep } from "./take_step.ts";

/** Something that was changed for an attempt and is to be changed back. */
export interface Restoration<T> {
  readonly adjustment: string;
  readonly restore: Step<T>;
  readonly source: Channel<T>;
}

/**
 * What is changed at present. Restoring has a budget of its own and heeds nobody's signal: who stops
 * a read does not leave the device changed. What cannot be restored is told once, and tried again
 * when the device answers.
 */
export class Restorations<T> {
  readonly #clock: Clock;
  readonly #budgetMs: number;
  readonly #notify: Notify;
  /** In the order in which they were changed. */
  #pending: Restoration<T>[] = [];
  /** Those of which it has been told that they could not be restored. */
  readonly #told = new WeakSet<Restoration<T>>();

  constructor(clock: Clock, budgetMs: number, notify: Notify) {
    this.#clock = clock;
    this.#budgetMs = budgetMs;
    this.#notify = notify;
  }

  /** How many there are. */
  get size(): number {
    return this.#pending.length;
  }

  /** What is changed at a source. */
  namesOf(source: Channel<T>): string[] {
    return this.#pending
      .filter((pending) => pending.source === source)
      .map(({ adjustment }) => adjustment);
  }

  /** Something has been changed. If it had been before, the first way back is the right one. */
  add(restoration: Restoration<T>): void {
    const { adjustment, source } = restoration;
    const isKnown = this.#pending.some((it) =>
      it.adjustment === adjustment && it.source === source
    );
    if (!isKnown) this.#pending.push(restoration);
  }

  /**
   * Changes everything at a source back that can be. Never throws.
   *
   * @param mostMs What each may take, in ms, if that is less than its own budget.
   */
  async restore(source: Channel<T>, mostMs = Infinity): Promise<void> {
    const timeoutMs = Math.min(this.#budgetMs, mostMs);
    for (const pending of this.#pending.toReversed()) {
      if (pending.source !== source) continue;
      const { adjustment, restore } = pending;
      const what = `${source.name} (restore ${adjustment})`;
      try {
        await takeStep(what, restore, source, this.#clock, { timeoutMs });
        this.#pending = this.#pending.filter((it) => it !== pending);
      } catch (thrown) {
        if (this.#told.has(pending)) continue;
        this.#told.add(pending);
        const fault = toFault(thrown);
        this.#notify({ kind: "not-restored", channel: source.name, adjustment, fault });
      }
    }
  }
}
