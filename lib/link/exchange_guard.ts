import type { Clock } from "../contract/clock.ts";
import type { FaultCode } from "../contract/fault.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { watchdogOf } from "../base/watchdog.ts";

/** Bounds one exchange phase by phase: a deadline for each, and the caller's signal over all. */
export class ExchangeGuard implements Disposable {
  deadlineMs = Infinity;
  readonly #clock: Clock;
  readonly #address: string;
  readonly #caller: AbortSignal | undefined;
  readonly #stop = new AbortController();
  #code: FaultCode = "timeout.reply";
  #phaseMs = 0;
  #what = "";

  /** Starts to guard; `caller` is the caller's signal. */
  constructor(clock: Clock, address: string, caller: AbortSignal | undefined) {
    this.#clock = clock;
    this.#address = address;
    this.#caller = caller;
    if (caller?.aborted) this.#onAbort();
    else caller?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Aborts when a phase has taken too long, by its fault, or when the caller aborts, by his reason. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** A phase begins: it may take `ms`; then the fault is `code`, and `what` says what is missing. */
  phase(code: FaultCode, ms: number, what: string): void {
    const watchdog = watchdogOf(this.#clock);
    watchdog.release(this);
    this.#code = code;
    this.#phaseMs = ms;
    this.#what = what;
    this.deadlineMs = this.#clock.nowMs() + ms;
    watchdog.watch(this);
  }

  expire(): void {
    const text = `Cannot talk to ${this.#address}: ${this.#what} in ${this.#phaseMs} ms`;
    this.#stop.abort(new ReadoutError(this.#code, text, { address: this.#address }));
  }

  /** No phase is under way. */
  done(): void {
    watchdogOf(this.#clock).release(this);
  }

  /** Gives it up, for this reason. */
  abort(reason: unknown): void {
    this.#stop.abort(reason);
  }

  [Symbol.dispose](): void {
    watchdogOf(this.#clock).release(this);
    this.#caller?.removeEventListener("abort", this.#onAbort);
  }

  readonly #onAbort = (): void => this.#stop.abort(this.#caller?.reason);
}
