import type { Clock } from "../contract/clock.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { watchdogOf, type Watched } from "../base/watchdog.ts";

/** How a turn is waited for. */
export interface TurnOptions {
  /** Stops the wait. */
  readonly signal?: AbortSignal | undefined;
  /** Comes before all that are not urgent, such as a write that makes things safe. */
  readonly urgent?: boolean | undefined;
}

interface Waiting extends Watched {
  readonly share: number;
  readonly grant: () => void;
}

/**
 * Gives turns one after another, or some at a time: urgent ones first, then first come first served.
 */
export class TurnLock {
  readonly #clock: Clock;
  readonly #address: string;
  readonly #timeoutMs: number;
  readonly #urgent = new Set<Waiting>();
  readonly #others = new Set<Waiting>();
  readonly #capacity: number;
  #free: number;

  /**
   * Makes a lock that nobody holds.
   *
   * @param timeoutMs How long a turn is waited for; then it is `timeout.lock`.
   * @param capacity How many turns there may be at a time.
   */
  constructor(clock: Clock, address: string, timeoutMs: number, capacity = 1) {
    this.#clock = clock;
    this.#address = address;
    this.#timeoutMs = timeoutMs;
    this.#capacity = this.#free = capacity;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#urgent.size + this.#others.size;
  }

  /**
   * Takes a turn, to be ended by {@linkcode end}: at once, or when the promise resolves that it
   * returns.
   */
  take(options: TurnOptions): Promise<void> | undefined {
    return this.#take(1, options);
  }

  /** Takes all turns, to be ended by {@linkcode endAll}. */
  takeAll(options: TurnOptions): Promise<void> | undefined {
    return this.#take(this.#capacity, options);
  }

  /** Ends a turn: the next in line gets it. */
  end(): void {
    this.#give(1);
  }

  /** Ends all turns. */
  endAll(): void {
    this.#give(this.#capacity);
  }

  #take(share: number, { signal, urgent = false }: TurnOptions): Promise<void> | undefined {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#free < share || this.waiting > 0) return this.#wait(share, urgent, signal);
    this.#free -= share;
    return undefined;
  }

  #give(share: number): void {
    this.#free += share;
    this.#grant();
  }

  #grant(): void {
    for (;;) {
      const [next] = this.#urgent.size > 0 ? this.#urgent : this.#others;
      if (next === undefined || next.share > this.#free) return;
      this.#free -= next.share;
      next.grant();
    }
  }

  #wait(share: number, urgent: boolean, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const queue = urgent ? this.#urgent : this.#others;
    const over = (): void => {
      queue.delete(waiting);
      watchdogOf(this.#clock).release(waiting);
      signal?.removeEventListener("abort", onAbort);
    };
    const onAbort = (): void => {
      over();
      reject(signal?.reason);
      this.#grant(); // those behind it may need less
    };
    const waiting: Waiting = {
      share,
      deadlineMs: this.#clock.nowMs() + this.#timeoutMs,
      expire: () => {
        over();
        const text = `Cannot talk to ${this.#address}: not our turn in ${this.#timeoutMs} ms`;
        reject(new ReadoutError("timeout.lock", text, { address: this.#address }));
        this.#grant();
      },
      grant: () => {
        over();
        resolve();
      },
    };
    queue.add(waiting);
    watchdogOf(this.#clock).watch(waiting);
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#grant(); // an urgent one need not wait for one that needs all
    return promise;
  }
}
