import { acceptAll, type Accepted, type Accepts } from "./accepts.ts";
import type { Moment } from "../simulated_device.ts";

/** What a command of a simulated SCPI device is given. */
export interface ScpiCall extends Moment {
  /** The numbers in its header, such as 2 of `OUTP2`; 1 where one was left out. */
  readonly suffixes: readonly number[];
  /**
   * Gives the meanings of its parameters, and refuses the command if they are not as declared. Call
   * it first, once, before anything is changed; a command that does not call it takes none.
   */
  parameters<const A extends readonly Accepts<unknown>[]>(...accepts: A): Accepted<A>;
  /** Is busy for so long, in ms: what comes after it, the reply too, is later. */
  take(ms: number): void;
}

/** What a query replies: a number, a boolean (1 or 0), a text as it is, or a block's bytes. */
export type ScpiValue = string | number | boolean | Uint8Array;

/**
 * What a simulated SCPI device does on a command or query: a query returns its reply, a command
 * nothing. It may throw a `ScpiError`.
 */
export type ScpiAction = (call: ScpiCall) => ScpiValue | void;

/** A call, and how long it has taken. */
export class TimedCall implements ScpiCall {
  readonly suffixes: readonly number[];
  readonly #texts: readonly string[];
  readonly #start: Moment;
  #tookMs: number;
  /** Whether its parameters have been looked at. */
  hasRead = false;

  /** Makes a call that comes some ms into a message. */
  constructor(
    start: Moment,
    tookMs: number,
    suffixes: readonly number[],
    texts: readonly string[],
  ) {
    this.#start = start;
    this.#tookMs = tookMs;
    this.suffixes = suffixes;
    this.#texts = texts;
    // Commands take them apart, as in `({ parameters }) => …`.
    this.parameters = this.parameters.bind(this);
    this.take = this.take.bind(this);
  }

  get nowMs(): number {
    return this.#start.nowMs + this.#tookMs;
  }

  get wallMs(): number {
    return this.#start.wallMs + this.#tookMs;
  }

  /** How long the message has taken so far, in ms. */
  get tookMs(): number {
    return this.#tookMs;
  }

  parameters<const A extends readonly Accepts<unknown>[]>(...accepts: A): Accepted<A> {
    this.hasRead = true;
    return acceptAll(this.#texts, accepts);
  }

  take(ms: number): void {
    this.#tookMs += Math.max(0, ms);
  }
}
