import type { Clock } from "../contract/clock.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { watchdogOf, type Watched } from "../base/watchdog.ts";

/** How a turn is waited for. */
export interface TurnOptions {
  /** How long, in ms; then it is `timeout.lock`. */
  readonly timeoutMs: number;
  /** Stops the wait. */
  readonly signal?: AbortSignal | undefined;
  /** Comes before all that are not urgent, such as a write that makes things safe. */
  readonly urgent?: boolean | undefined;
}

interface Waiting extends Watched {
  readonly grant: () => void;
}

/** Gives turns one after another: urgent ones first, then first come first served. */
export class TurnLock {
  readonly #clock: Clock;
  readonly #address: string;
  readonly #urgent = new Set<Waiting>();
  readonly #others = new Set<Waiting>();
  #taken = false;

  /** Makes a lock that nobody holds. */
  constructor(clock: Clock, address: string) {
    this.#clock = clock;
    this.#address = address;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#urgent.size + this.#others.size;
  }

  /** Resolves when it is the caller's turn, with what ends the turn. */
  take({ timeoutMs, signal, urgent = false }: TurnOptions): Promise<() => void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (!this.#taken) {
      this.#taken = true;
      return Promise.resolve(this.#turn());
    }
    const { promise, resolve, reject } = Promise.withResolvers<() => void>();
    const queue = urgent ? this.#urgent : this.#others;
    const over = (): void => {
      queue.delete(waiting);
      watchdogOf(this.#clock).release(waiting);
      signal?.removeEventListener("abort", onAbort);
    };
    const onAbort = (): void => {
      over();
      reject(signal?.reason);
    };
    const waiting: Waiting = {
      deadlineMs: this.#clock.nowMs() + timeoutMs,
      expire: () => {
        over();
        const text = `Cannot talk to ${this.#address}: not our turn in ${timeoutMs} ms`;
        reject(new ReadoutError("timeout.lock", text, { address: this.#address }));
      },
      grant: () => {
        over();
        resolve(this.#turn());
      },
    };
    queue.add(waiting);
    watchdogOf(this.#clock).watch(waiting);
    signal?.addEventListener("abort", onAbort, { once: true });
    return promise;
  }

  #turn(): () => void {
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const [next] = this.#urgent.size > 0 ? this.#urgent : this.#others;
      if (next) next.grant();
      else this.#taken = false;
    };
  }
}
