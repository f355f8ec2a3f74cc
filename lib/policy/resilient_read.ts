import type { ReadCall } from "../contract/channel.ts";
import type { BadReading, Reading, UncertainReading } from "../contract/reading.ts";
import { Attempt, type ExchangeTimes } from "../channel/attempt.ts";
import type { Deliver } from "../channel/read_attempt.ts";
import { type ReadoutError, toFault } from "../base/readout_error.ts";
import { reasonOfFault } from "../base/reason_of_fault.ts";
import type { ResilientDesk } from "./resilient_desk.ts";
import type { Trial } from "./trial.ts";

type Usable<T> = Exclude<Reading<T>, BadReading>;

/** One read of a resilient channel: a trial, and what is said when it fails. */
export class ResilientRead<T> extends Attempt<Usable<T>> {
  readonly verb = "read";
  readonly #desk: ResilientDesk<T>;
  readonly #deliver: Deliver<T>;
  #trial: Trial<T, Usable<T>> | undefined;

  constructor(
    desk: ResilientDesk<T>,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    deliver: Deliver<T>,
  ) {
    super(desk.turns, timeoutMs, signal);
    this.#desk = desk;
    this.#deliver = deliver;
  }

  protected override exchange(call: ReadCall): Promise<Usable<T>> {
    this.#trial = this.#desk.enter(call);
    return this.#trial.run(call);
  }

  protected override done(measured: Usable<T>): void {
    this.#deliver(this.#desk.measured(measured, this.#trial!));
  }

  protected override failed(error: ReadoutError, rejection: unknown, times: ExchangeTimes): void {
    const desk = this.#desk;
    if (this.aborted) {
      desk.stopped(this.#trial);
      return this.#deliver(this.#bad(error, times), { error: rejection });
    }
    const { told, held } = desk.failed(error, this.#trial);
    if (held === undefined) {
      desk.gaveUp(told, this.#trial);
      return this.#deliver(this.#bad(told, times), { error: told });
    }
    const reading: UncertainReading<T> = {
      channel: desk.name,
      seq: desk.nextSeq(),
      value: held.value,
      unit: desk.unit,
      wallMs: desk.clock.wallMs(),
      monoMs: desk.clock.nowMs(),
      tookMs: 0,
      path: "held",
      ageMs: held.ageMs,
      ...(held.uncertainty === undefined ? {} : { uncertainty: held.uncertainty }),
      fault: toFault(told),
      status: "uncertain",
      reason: "held",
    };
    this.#deliver(reading);
  }

  #bad(error: ReadoutError, times: ExchangeTimes): BadReading {
    const { name, unit } = this.#desk;
    return {
      channel: name,
      seq: this.#desk.nextSeq(),
      value: null,
      unit,
      wallMs: times.wallMs,
      monoMs: times.monoMs,
      tookMs: times.tookMs,
      status: "bad",
      reason: reasonOfFault(error.code),
      fault: toFault(error),
    };
  }
}
