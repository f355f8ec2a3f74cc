import type { FaultCode } from "../contract/fault.ts";
import type { UncertainReason } from "../contract/quality.ts";
import { textOfThrown } from "../base/readout_error.ts";
import type { Listener } from "../link/listener.ts";
import type { Ear, Heard } from "../link/listener_event.ts";

/**
 * What a message says about a channel: a value, or why there is none.
 *
 * @typeParam T The type of the values.
 */
export type Found<T> =
  | { readonly kind: "value"; readonly value: T; readonly reason?: UncertainReason }
  | { readonly kind: "bad"; readonly code: FaultCode; readonly why: string };

/**
 * Finds a channel's value in a message; `undefined` if the message is not about that channel.
 *
 * @typeParam M A message.
 * @typeParam T The type of the values.
 */
export type Find<M, T> = (message: M) => Found<T> | undefined;

/** What a message says, and when it came. */
export interface Letter<T> {
  readonly found: Found<T>;
  readonly wallMs: number;
  readonly monoMs: number;
}

interface Taker<T> {
  resolve(letter: Letter<T>): void;
  reject(reason: unknown): void;
}

/**
 * Waits for the next message about a channel. If an earlier one will do, it hears all the time and
 * keeps the newest until it is taken, or too old.
 */
export class Mailbox<M, T> implements Ear<M> {
  readonly #listener: Listener<M>;
  readonly #find: Find<M, T>;
  readonly #maxAgeMs: number;
  #newest: Letter<T> | undefined;
  #taker: Taker<T> | undefined;

  /** Makes an empty mailbox. */
  constructor(listener: Listener<M>, find: Find<M, T>, maxAgeMs: number) {
    if (!(maxAgeMs >= 0)) {
      throw new RangeError(`Cannot make a channel: maxAgeMs must be >= 0, got ${maxAgeMs}`);
    }
    this.#listener = listener;
    this.#find = find;
    this.#maxAgeMs = maxAgeMs;
    if (maxAgeMs > 0) listener.attach(this);
  }

  /** Takes the newest, if it is not too old, or the next. One take at a time. */
  take(signal: AbortSignal): Promise<Letter<T>> {
    const newest = this.#newest;
    this.#newest = undefined;
    const { clock, fault } = this.#listener;
    if (newest && clock.nowMs() - newest.monoMs <= this.#maxAgeMs) return Promise.resolve(newest);
    if (fault) return Promise.reject(fault);
    const { promise, resolve, reject } = Promise.withResolvers<Letter<T>>();
    const detach = this.#maxAgeMs > 0 ? () => {} : this.#listener.attach(this);
    const onAbort = (): void => taker.reject(signal.reason);
    const over = (): void => {
      this.#taker = undefined;
      signal.removeEventListener("abort", onAbort);
      detach();
    };
    const taker = this.#taker = {
      resolve: (letter: Letter<T>): void => {
        over();
        resolve(letter);
      },
      reject: (reason: unknown): void => {
        over();
        reject(reason);
      },
    };
    signal.addEventListener("abort", onAbort, { once: true });
    return promise;
  }

  hear(heard: Heard<M>): void {
    switch (heard.kind) {
      case "message": {
        const found = this.#foundIn(heard.message);
        if (found === undefined) return;
        const letter = { found, wallMs: heard.wallMs, monoMs: heard.monoMs };
        if (this.#taker) this.#taker.resolve(letter);
        else if (this.#maxAgeMs > 0) this.#newest = letter;
        return;
      }
      case "bad":
        return;
      case "silent":
      case "lost":
        return this.end(heard.error);
    }
  }

  end(error: unknown): void {
    this.#taker?.reject(error);
  }

  #foundIn(message: M): Found<T> | undefined {
    try {
      return this.#find(message);
    } catch (thrown) {
      return {
        kind: "bad",
        code: "reader.threw",
        why: `its function threw "${textOfThrown(thrown)}"`,
      };
    }
  }
}
