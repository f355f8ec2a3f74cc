import type { ReadCall } from "../contract/channel.ts";
import type { Writer, Writing } from "../contract/writable_channel.ts";
import { type ReadoutError, toFault } from "../base/readout_error.ts";
import { reasonOfFault } from "../base/reason_of_fault.ts";
import { Attempt, type ExchangeLine, type ExchangeTimes } from "./attempt.ts";

/** What the writes of one channel share. */
export interface WriteDesk<T> {
  readonly name: string;
  readonly unit: string;
  readonly writer: Writer<T>;
  /** Told of each write that ends and was not stopped by its caller, with its error if it has one. */
  readonly ended?: ((error: ReadoutError | undefined) => void) | undefined;
}

/** Delivers a writing, and the error that `write()` rejects with if there is one. */
export type DeliverWriting<T> = (
  writing: Writing<T>,
  failure?: { readonly error: unknown },
) => void;

/** One write: its outcome is a writing. */
export class WriteAttempt<T> extends Attempt<void> {
  readonly verb = "write";
  readonly #desk: WriteDesk<T>;
  readonly #value: T;
  readonly #deliver: DeliverWriting<T>;

  constructor(
    desk: WriteDesk<T>,
    value: T,
    line: ExchangeLine,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    deliver: DeliverWriting<T>,
  ) {
    super(line, timeoutMs, signal);
    this.#desk = desk;
    this.#value = value;
    this.#deliver = deliver;
  }

  protected override exchange(call: ReadCall): void | PromiseLike<void> {
    return this.#desk.writer(this.#value, call);
  }

  protected override done(_: void, times: ExchangeTimes): void {
    this.#desk.ended?.(undefined);
    this.#deliver({ ...this.#about(), ...times, status: "good" });
  }

  protected override failed(error: ReadoutError, rejection: unknown, times: ExchangeTimes): void {
    if (!this.aborted) this.#desk.ended?.(error);
    const outcome = {
      status: "bad",
      reason: reasonOfFault(error.code),
      fault: toFault(error),
    } as const;
    this.#deliver({ ...this.#about(), ...times, ...outcome }, { error: rejection });
  }

  #about(): { channel: string; unit: string; value: T } {
    return { channel: this.#desk.name, unit: this.#desk.unit, value: this.#value };
  }
}
