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
  readonly #pending = new Map<string, Restoration<T>>();
  readonly #told = new Set<string>();

  constructor(clock: Clock, budgetMs: number, notify: Notify) {
    this.#clock = clock;
    this.#budgetMs = budgetMs;
    this.#notify = notify;
  }

  /** How many there are. */
  get size(): number {
    return this.#pending.size;
  }

  /** What is changed at a source. */
  namesOf(source: Channel<T>): string[] {
    return [...this.#pending.values()]
      .filter((pending) => pending.source === source)
      .map(({ adjustment }) => adjustment);
  }

  /** Something has been changed. If it had been before, the first way back is the right one. */
  add(restoration: Restoration<T>): void {
    const key = `${restoration.source.name} ${restoration.adjustment}`;
    if (!this.#pending.has(key)) this.#pending.set(key, restoration);
  }

  /** Changes everything at a source back that can be. Never throws. */
  async restore(source: Channel<T>): Promise<void> {
    for (const [key, pending] of [...this.#pending].reverse()) {
      if (pending.source !== source) continue;
      const { adjustment, restore } = pending;
      const what = `${source.name} (restore ${adjustment})`;
      try {
        await takeStep(what, restore, source, this.#clock, { timeoutMs: this.#budgetMs });
        this.#pending.delete(key);
        this.#told.delete(key);
      } catch (thrown) {
        if (this.#told.has(key)) continue;
        this.#told.add(key);
        const fault = toFault(thrown);
        this.#notify({ kind: "not-restored", channel: source.name, adjustment, fault });
      }
    }
  }
}
