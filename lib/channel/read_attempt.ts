import type { Clock } from "../contract/clock.ts";
import type { FaultCode } from "../contract/fault.ts";
import type { BadReading, GoodReading, Reading } from "../contract/reading.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError, toFault } from "../base/readout_error.ts";
import { reasonOfFault } from "../base/reason_of_fault.ts";
import { Watchdog } from "../base/watchdog.ts";
import { LazyReadCall } from "./read_call.ts";

/** What the attempts of one channel share: its name, time, deadlines and numbering. */
export class AttemptOwner {
  readonly name: string;
  readonly unit: string;
  readonly clock: Clock;
  readonly watchdog: Watchdog;
  #seq = 0;

  constructor(name: string, unit: string, clock: Clock) {
    this.name = name;
    this.unit = unit;
    this.clock = clock;
    this.watchdog = new Watchdog(clock);
  }

  nextSeq(): number {
    return this.#seq++;
  }
}

/** Delivers a reading, and the error that `read()` rejects with if there is one. */
export type Deliver<T> = (reading: Reading<T>, failure?: { readonly error: unknown }) => void;

/** One read: it is over exactly once, by its value, its fault, its deadline or its signal. */
export class ReadAttempt<T extends NonNullable<unknown>> {
  over = false;
  readonly deadlineMs: number;
  readonly #owner: AttemptOwner;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #deliver: Deliver<T>;
  #call: LazyReadCall | undefined;
  #guarded = false;
  #startMs: number;
  #startWallMs: number;

  constructor(
    owner: AttemptOwner,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    deliver: Deliver<T>,
  ) {
    this.#owner = owner;
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
    this.#deliver = deliver;
    this.#startMs = owner.clock.nowMs();
    this.#startWallMs = owner.clock.wallMs();
    this.deadlineMs = this.#startMs + timeoutMs;
  }

  /** It is this read's turn: its exchange starts now. */
  begin(): LazyReadCall {
    if (this.#guarded) { // it has waited
      this.#startMs = this.#owner.clock.nowMs();
      this.#startWallMs = this.#owner.clock.wallMs();
    }
    return this.#call = new LazyReadCall(this.deadlineMs - this.#startMs);
  }

  /** Its deadline has passed, told or not. */
  get overdue(): boolean {
    return this.#owner.clock.nowMs() > this.deadlineMs;
  }

  /** From here on it has to wait: for its turn or for its reader. */
  guard(): void {
    if (this.#guarded) return;
    this.#guarded = true;
    this.#owner.watchdog.watch(this);
    this.#signal?.addEventListener("abort", this.abort, { once: true });
  }

  succeed(value: T): void {
    if (this.over) return;
    if (this.#guarded && this.overdue) return this.expire(); // the event loop was blocked
    if (value === null || value === undefined || Number.isNaN(value) || isInfinite(value)) {
      return this.fail(this.#error("value.invalid", `its reader returned ${value}`));
    }
    this.#end({ ...this.#stamp(value), status: "good", reason: "ok" } as GoodReading<T>);
  }

  fail(error: ReadoutError, rejection: unknown = error): void {
    if (this.over) return;
    const reading = {
      ...this.#stamp(null),
      status: "bad",
      reason: reasonOfFault(error.code),
      fault: toFault(error),
    } as BadReading;
    this.#end(reading, { error: rejection });
  }

  /** Tells its caller and its reader that its deadline has passed. */
  expire(): void {
    const error = this.#call
      ? this.#error("timeout.total", `no answer in ${this.#timeoutMs} ms`)
      : this.#error(
        "timeout.lock",
        `an earlier read had not ended in ${this.#timeoutMs} ms; ` +
          `its reader should stop when call.signal aborts`,
      );
    this.fail(error);
    this.#call?.end(error);
  }

  /** Its caller's signal has aborted. */
  readonly abort = (): void => {
    const reason: unknown = this.#signal?.reason;
    this.fail(this.#error("aborted", "its caller stopped it", reason), reason);
    this.#call?.end(reason);
  };

  #end(reading: Reading<T>, failure?: { readonly error: unknown }): void {
    this.over = true;
    if (this.#guarded) {
      this.#owner.watchdog.release(this);
      this.#signal?.removeEventListener("abort", this.abort);
    }
    this.#deliver(reading, failure);
  }

  #stamp<V>(value: V) {
    const owner = this.#owner;
    return {
      channel: owner.name,
      seq: owner.nextSeq(),
      value,
      unit: owner.unit,
      wallMs: this.#startWallMs,
      monoMs: this.#startMs,
      tookMs: owner.clock.nowMs() - this.#startMs,
    };
  }

  #error(code: FaultCode, what: string, cause?: unknown): ReadoutError {
    const { name } = this.#owner;
    const text = `Cannot read ${printable(name)}: ${what}`;
    return new ReadoutError(code, text, {
      channel: name,
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

function isInfinite(value: unknown): boolean {
  return value === Infinity || value === -Infinity;
}
