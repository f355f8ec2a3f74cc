import type { AbortOptions } from "../contract/abort_options.ts";
import type { Channel } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { Codec } from "../contract/codec.ts";
import type { Link } from "../link/link.ts";
import type { AskOptions } from "../link/link_options.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { channel } from "../channel/channel.ts";
import type { PairsOptions } from "../protocol/framing/pairs.ts";
import type { Find } from "./heard_mailbox.ts";
import {
  fieldFinder,
  type LineColumn,
  numberFinder,
  numberOf,
  pairFinders,
} from "./lines_field.ts";
import type { LineFormat } from "./lines_format.ts";

/** A channel of a question. */
export interface AskedChannelOptions {
  /** Its name. */
  readonly name: string;
  /** The unit of its values. Default: `""`. */
  readonly unit?: string | undefined;
  /** The budget of a read that names none, in ms. Default: 10000, more than the waits inside. */
  readonly timeoutMs?: number | undefined;
}

/** What every {@linkcode AskedLineDevice} is made of. */
export interface AskedLineOptions {
  /** How pairs are written. Default: as in `t=21.4;h=40`. */
  readonly pairs?: PairsOptions<string> | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * A device that says a line or a packet when it is asked, in a user's hand: questions, and channels
 * of questions.
 *
 * Codes: those of {@linkcode Link}; `frame.bad` when an answer is not all a number, or has not got
 * the field.
 *
 * @typeParam M An answer: a line's text, or what it means.
 */
export class AskedLineDevice<M = string> implements AsyncDisposable {
  /** Its connection. */
  readonly link: Link;
  readonly #codec: Codec<string | Uint8Array, M>;
  readonly #clock: Clock | undefined;
  readonly #pairOf: (name: string) => Find<string, number>;

  /** Puts a device on a link. */
  constructor(link: Link, { decoder, encode }: LineFormat<M>, options: AskedLineOptions = {}) {
    this.link = link;
    this.#codec = { encode, decoder: () => decoder };
    this.#clock = options.clock;
    this.#pairOf = pairFinders(options.pairs);
  }

  /**
   * Asks a question, such as `T?`, and gives its answer: one line, or one packet.
   *
   * @param question What to ask, without its terminator or frame.
   * @param options Urgency, a longer wait for the answer, a signal.
   */
  ask(question: string | Uint8Array, options: AskOptions = {}): Promise<M> {
    return this.link.ask(this.#codec, question, options);
  }

  /** Sends what gets no answer, without its terminator or frame. */
  async send(message: string | Uint8Array, options: AbortOptions = {}): Promise<void> {
    await this.link.send(this.#codec.encode(message), options);
  }

  /**
   * A channel of a question whose answer is a number, or has one: in `where`, by the name of its
   * pair, by a regular expression around it, or by its column. Strict, as `LineDevice.number()`.
   */
  number(
    question: string,
    options: AskedChannelOptions & { readonly where?: string | RegExp | LineColumn | undefined },
  ): Channel<number> {
    const { where } = options;
    const find: Find<string, number> = where === undefined
      ? numberOf
      : typeof where === "string"
      ? this.#pairOf(where)
      : numberFinder(where);
    return this.channel(question, (answer) => {
      const found = typeof answer === "string" ? find(answer) : undefined;
      if (found === undefined) throw this.#bad(options.name, answer, "has not got its field");
      if (found.kind === "bad") throw this.#bad(options.name, answer, found.why);
      return found.value;
    }, options);
  }

  /**
   * A channel of a question that is answered by a text: all of it, or, in `where`, what a regular
   * expression finds, or a column.
   */
  text(
    question: string,
    options: AskedChannelOptions & { readonly where?: RegExp | LineColumn | undefined },
  ): Channel<string> {
    const find = options.where === undefined ? undefined : fieldFinder(options.where);
    return this.channel(question, (answer) => {
      const text = typeof answer === "string" ? find ? find(answer) : answer : undefined;
      if (text === undefined) throw this.#bad(options.name, answer, "has not got its field");
      return text;
    }, options);
  }

  /**
   * A channel of whatever you make of an answer.
   *
   * @typeParam T The type of its values.
   * @param question What to ask.
   * @param read Gives the value in an answer. Throw a `ReadoutError` if there is none.
   * @param options Its name, unit and budget.
   */
  channel<T extends NonNullable<unknown>>(
    question: string | Uint8Array,
    read: (answer: M) => T,
    { name, unit = "", timeoutMs = 10_000 }: AskedChannelOptions,
  ): Channel<T> {
    const clock = this.#clock;
    return channel(name, unit, async ({ signal }) => read(await this.ask(question, { signal })), {
      timeoutMs,
      clock,
    });
  }

  /** Closes its connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.link[Symbol.asyncDispose]();
  }

  #bad(name: string, answer: unknown, why: string): ReadoutError {
    const said = typeof answer === "string" ? `"${printable(answer, 80)}"` : "its answer";
    return new ReadoutError("frame.bad", `Cannot read ${printable(name)}: ${said}: ${why}`, {
      channel: name,
      address: this.link.address,
      ...(typeof answer === "string" ? { received: answer } : {}),
    });
  }
}
