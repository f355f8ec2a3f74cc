import type { GoodWriting, Writing } from "../contract/writable_channel.ts";
import type { Turns } from "./turns.ts";
import { type DeliverWriting, WriteAttempt, type WriteDesk } from "./write_attempt.ts";

/** The writes of one channel, each in its turn among the channel's reads. */
export class Writes<T> {
  readonly #desk: WriteDesk<T>;
  readonly #turns: Turns;

  /** Writes by a desk, in these turns. */
  constructor(desk: WriteDesk<T>, turns: Turns) {
    this.#desk = desk;
    this.#turns = turns;
  }

  /** Resolves with a good writing, or rejects. */
  write(value: T, timeoutMs: number, signal: AbortSignal | undefined): Promise<GoodWriting<T>> {
    return new Promise((resolve, reject) => {
      this.#start(value, timeoutMs, signal, (writing, failure) => {
        if (failure) reject(failure.error);
        else resolve(writing as GoodWriting<T>);
      });
    });
  }

  /** Resolves with a writing, whatever comes of it. */
  tryWrite(value: T, timeoutMs: number, signal: AbortSignal | undefined): Promise<Writing<T>> {
    return new Promise((resolve) => this.#start(value, timeoutMs, signal, resolve));
  }

  #start(
    value: T,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    deliver: DeliverWriting<T>,
  ): void {
    this.#turns.start(new WriteAttempt(this.#desk, value, this.#turns, timeoutMs, signal, deliver));
  }
}
