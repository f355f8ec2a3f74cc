import type { AbortOptions } from "../contract/abort_options.ts";
import type { Channel } from "../contract/channel.ts";
import type { Listener } from "../link/listener.ts";
import type { ListenOptions, NextOptions } from "../link/listener_options.ts";
import type { Listening } from "../link/listener_queue.ts";
import type { PairsOptions } from "../protocol/framing/pairs.ts";
import { HeardChannel, type HeardChannelOptions } from "./heard_channel.ts";
import type { Find } from "./heard_mailbox.ts";
import { fieldFinder, type LineColumn, numberFinder, pairFinders } from "./lines_field.ts";
import type { LineFormat } from "./lines_format.ts";

/** A channel of a field whose place says its name. */
export interface NamedFieldOptions extends Omit<HeardChannelOptions, "name"> {
  /** Its name. Default: that of the field. */
  readonly name?: string | undefined;
}

/** What every {@linkcode LineDevice} is made of. */
export interface LineDeviceOptions {
  /** How pairs are written. Default: as in `t=21.4;h=40`. */
  readonly pairs?: PairsOptions<string> | undefined;
}

/**
 * A device that says lines or packets unasked, in a user's hand: its messages in a loop, and
 * channels of the values in them.
 *
 * A read waits for the next message about its channel, unless `maxAgeMs` lets an earlier one do. Its
 * reading has the time at which that message came, and no message is given twice.
 *
 * Codes: those of {@linkcode Listener}; `frame.bad` when a message has the field and it is no
 * number; `value.invalid` when the device says NaN or an infinity.
 *
 * @typeParam M A message: a line's text, or what it means.
 */
export class LineDevice<M = string> implements AsyncDisposable {
  /** Its connection: counts, and everything that is heard, faults too, as data. */
  readonly listener: Listener<M>;
  readonly #format: Pick<LineFormat<M>, "encode">;
  readonly #pairOf: (name: string) => Find<string, number>;

  /** Puts a device on a listener. */
  constructor(
    listener: Listener<M>,
    format: Pick<LineFormat<M>, "encode">,
    options: LineDeviceOptions = {},
  ) {
    this.listener = listener;
    this.#format = format;
    this.#pairOf = pairFinders(options.pairs);
  }

  /**
   * Gives every message from now on, in a loop. It rejects when the device is silent for too long,
   * and ends quietly by `break`, its signal, or when the device is closed.
   *
   * @param options The bound of its queue, and what happens when it is full: no default.
   */
  lines(options: ListenOptions): Listening<M> {
    return this.listener.messages(options);
  }

  /** Waits for the next message that is wanted; one that came before does not count. */
  async next(isWanted?: (message: M) => boolean, options?: NextOptions): Promise<M> {
    return (await this.listener.next(isWanted, options)).message;
  }

  /**
   * A channel of a number: by the name of a pair in a line (`t` of `t=21.4;h=40`) or of a field of a
   * packet, by a regular expression around it, or by a column. Strict: a field that is not all a
   * number is `frame.bad`.
   */
  number(name: string, options?: NamedFieldOptions): Channel<number>;
  /** A channel of a number in a line, by a regular expression around it, or by a column. */
  number(where: RegExp | LineColumn, options: HeardChannelOptions): Channel<number>;
  number(where: string | RegExp | LineColumn, options: NamedFieldOptions = {}): Channel<number> {
    if (typeof where === "string") {
      const pairOf = this.#pairOf(where);
      return this.#channel(
        (message) => typeof message === "string" ? pairOf(message) : memberOf(message, where),
        { ...options, name: options.name ?? where },
      );
    }
    return this.#channel(ofText(numberFinder(where)), options as HeardChannelOptions);
  }

  /** A channel of a text: by a regular expression around it, or by a column. */
  text(where: RegExp | LineColumn, options: HeardChannelOptions): Channel<string> {
    const find = fieldFinder(where);
    return this.#channel(
      ofText((line) => {
        const value = find(line);
        return value === undefined ? undefined : { kind: "value", value };
      }),
      options,
    );
  }

  /**
   * A channel of whatever you find in a message.
   *
   * @typeParam T The type of its values.
   * @param find Gives the value, or `undefined` if the message is not about it. Throw a
   * `ReadoutError` for a value that is none.
   * @param options Its name, unit and waits.
   */
  channel<T extends NonNullable<unknown>>(
    find: (message: M) => T | undefined,
    options: HeardChannelOptions,
  ): Channel<T> {
    return this.#channel((message) => {
      const value = find(message);
      return value === undefined ? undefined : { kind: "value", value };
    }, options);
  }

  /**
   * Sends a line, or a packet. For an answer, begin to wait with {@linkcode next} before.
   *
   * @param message What to send, without its terminator or frame.
   * @param options A signal.
   */
  async send(message: string | Uint8Array, options: AbortOptions = {}): Promise<void> {
    await this.listener.send(this.#format.encode(message), options);
  }

  /** Closes its connection: loops end, reads reject. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.listener[Symbol.asyncDispose]();
  }

  #channel<T extends NonNullable<unknown>>(
    find: Find<M, T>,
    options: HeardChannelOptions,
  ): Channel<T> {
    return new HeardChannel(this.listener, find, options);
  }
}

function ofText<M, T>(find: Find<string, T>): Find<M, T> {
  return (message) => typeof message === "string" ? find(message) : undefined;
}

/** A number of a parsed message; a 64-bit integer as the nearest number. */
const memberOf: (message: unknown, name: string) => ReturnType<Find<unknown, number>> = (
  message,
  name,
) => {
  if (typeof message !== "object" || message === null || !Object.hasOwn(message, name)) {
    return undefined;
  }
  const value = (message as Readonly<Record<string, unknown>>)[name];
  if (typeof value === "number" || typeof value === "bigint") {
    return { kind: "value", value: Number(value) };
  }
  return { kind: "bad", code: "frame.bad", why: `its field is a ${typeof value}, no number` };
};
