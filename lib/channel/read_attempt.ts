import type { ReadCall, Reader } from "../contract/channel.ts";
import type { BadReading, GoodReading, Reading } from "../contract/reading.ts";
import { type ReadoutError, toFault } from "../base/readout_error.ts";
import { reasonOfFault } from "../base/reason_of_fault.ts";
import { Attempt, type ExchangeLine, type ExchangeTimes } from "./attempt.ts";

/** What the reads of one channel share. */
export interface ReadDesk<T> {
  readonly name: string;
  readonly unit: string;
  readonly reader: Reader<T>;
  nextSeq(): number;
}

/** Delivers a reading, and the error that `read()` rejects with if there is one. */
export type Deliver<T> = (reading: Reading<T>, failure?: { readonly error: unknown }) => void;

/** One read: its outcome is a reading. */
export class ReadAttempt<T> extends Attempt<T> {
  readonly verb = "read";
  readonly #desk: ReadDesk<T>;
  readonly #deliver: Deliver<T>;

  constructor(
    desk: ReadDesk<T>,
    line: ExchangeLine,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    deliver: Deliver<T>,
  ) {
    super(line, timeoutMs, signal);
    this.#desk = desk;
    this.#deliver = deliver;
  }

  protected override exchange(call: ReadCall): T | PromiseLike<T> {
    return this.#desk.reader(call);
  }

  protected override done(value: T, times: ExchangeTimes): void | ReadoutError {
    if (value === null || value === undefined || isNoNumber(value)) {
      return this.error("value.invalid", `its reader returned ${value}`);
    }
    const desk = this.#desk;
    const reading: GoodReading<T> = {
      channel: desk.name,
      seq: desk.nextSeq(),
      value,
      unit: desk.unit,
      wallMs: times.wallMs,
      monoMs: times.monoMs,
      tookMs: times.tookMs,
      status: "good",
      reason: "ok",
    };
    this.#deliver(reading);
  }

  protected override failed(error: ReadoutError, rejection: unknown, times: ExchangeTimes): void {
    const desk = this.#desk;
    const reading: BadReading = {
      channel: desk.name,
      seq: desk.nextSeq(),
      value: null,
      unit: desk.unit,
      wallMs: times.wallMs,
      monoMs: times.monoMs,
      tookMs: times.tookMs,
      status: "bad",
      reason: reasonOfFault(error.code),
      fault: toFault(error),
    };
    this.#deliver(reading, { error: rejection });
  }
}

function isNoNumber(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}
