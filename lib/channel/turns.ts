import type { Clock } from "../contract/clock.ts";
import type { Attempt, ExchangeLine } from "./attempt.ts";
import { type Watchdog, watchdogOf } from "../base/watchdog.ts";
import { asReadoutError } from "./as_readout_error.ts";

/**
 * Gives the exchanges of one channel their turns: one at a time, first come first served, and with
 * a pause in between if the device needs one.
 */
export class Turns implements ExchangeLine {
  readonly name: string;
  readonly clock: Clock;
  readonly watchdog: Watchdog;
  readonly #minGapMs: number;
  readonly #waiting = new Set<Attempt<unknown>>();
  #running: Attempt<unknown> | undefined;
  #freeAtMs = -Infinity;
  #cancelGap: (() => void) | undefined;

  constructor(name: string, clock: Clock, minGapMs: number) {
    this.name = name;
    this.clock = clock;
    this.watchdog = watchdogOf(clock);
    this.#minGapMs = minGapMs;
  }

  /** Starts an exchange, now or when it is its turn. */
  start(attempt: Attempt<unknown>): void {
    if (attempt.aborted) attempt.abort();
    else if (this.#running === undefined && this.#waiting.size === 0 && this.#gapMs() <= 0) {
      this.#run(attempt);
      if (this.#waiting.size > 0) this.#next(); // its reader has asked for another
    } else {
      this.#waiting.add(attempt);
      attempt.guard();
      this.#next();
    }
  }

  /** An exchange is over for its caller; if it was still waiting, it has no turn any more. */
  leave(exchange: object): void {
    const waited = this.#waiting.delete(exchange as Attempt<unknown>);
    if (waited && this.#waiting.size === 0) this.#cancelGap?.();
  }

  #run(attempt: Attempt<unknown>): void {
    this.#running = attempt;
    let result: unknown;
    try {
      result = attempt.begin();
    } catch (thrown) {
      this.#ended();
      return attempt.fail(asReadoutError(thrown, attempt.verb, this.name));
    }
    if (!isPromiseLike(result)) {
      this.#ended();
      return attempt.succeed(result);
    }
    attempt.guard();
    // Whatever its `then` does, it settles once and throws nothing here.
    Promise.resolve(result).then(
      (value) => {
        attempt.succeed(value);
        this.#ended();
        this.#next();
      },
      (thrown) => {
        attempt.fail(asReadoutError(thrown, attempt.verb, this.name));
        this.#ended();
        this.#next();
      },
    );
  }

  #ended(): void {
    this.#running = undefined;
    if (this.#minGapMs > 0) this.#freeAtMs = this.clock.nowMs() + this.#minGapMs;
  }

  #gapMs(): number {
    return this.#minGapMs > 0 ? this.#freeAtMs - this.clock.nowMs() : 0;
  }

  /** Whoever has waited longest has its turn, as soon as the device has had its pause. */
  #next(): void {
    while (this.#running === undefined && this.#waiting.size > 0) {
      const gapMs = this.#gapMs();
      if (gapMs > 0) {
        this.#cancelGap?.();
        this.#cancelGap = this.clock.timer(gapMs, () => this.#next());
        return;
      }
      const [attempt] = this.#waiting;
      this.#waiting.delete(attempt!);
      if (attempt!.overdue) attempt!.expire();
      else this.#run(attempt!);
    }
  }
}

function isPromiseLike(result: unknown): result is PromiseLike<unknown> {
  return typeof (result as { then?: unknown } | null | undefined)?.then === "function";
}
