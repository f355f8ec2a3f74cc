import type { Clock } from "../contract/clock.ts";
import type { Watchdog } from "../base/watchdog.ts";

interface WaitOptions<R> {
  /** How long, in ms; `Infinity` for as long as it takes. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Makes the error for when the time has passed. */
  readonly late: () => unknown;
  /** Called when it is over, in whatever way. */
  readonly onOver: ((wait: Wait<R>) => void) | undefined;
}

/** A promise with a bound and a signal: settled once, by whoever is first. */
export class Wait<R> {
  readonly promise: Promise<R>;
  readonly deadlineMs: number;
  over = false;
  readonly #watchdog: Watchdog;
  readonly #options: WaitOptions<R>;
  readonly #settle: { resolve(value: R): void; reject(reason: unknown): void };

  constructor(clock: Clock, watchdog: Watchdog, options: WaitOptions<R>) {
    const { promise, ...settle } = Promise.withResolvers<R>();
    this.promise = promise;
    this.#settle = settle;
    this.#watchdog = watchdog;
    this.#options = options;
    const { signal, timeoutMs } = options;
    if (!(timeoutMs >= 0)) {
      throw new RangeError(`Cannot wait: timeoutMs must be >= 0, got ${timeoutMs}`);
    }
    this.deadlineMs = timeoutMs === Infinity ? Infinity : clock.nowMs() + timeoutMs;
    if (signal?.aborted) this.#abort();
    else {
      signal?.addEventListener("abort", this.#abort, { once: true });
      if (timeoutMs < Infinity) watchdog.watch(this);
    }
  }

  resolve(value: R): void {
    if (this.#end()) this.#settle.resolve(value);
  }

  reject(reason: unknown): void {
    if (this.#end()) this.#settle.reject(reason);
  }

  expire(): void {
    this.reject(this.#options.late());
  }

  readonly #abort = (): void => this.reject(this.#options.signal?.reason);

  #end(): boolean {
    if (this.over) return false;
    this.over = true;
    this.#watchdog.release(this);
    this.#options.signal?.removeEventListener("abort", this.#abort);
    this.#options.onOver?.(this);
    return true;
  }
}
