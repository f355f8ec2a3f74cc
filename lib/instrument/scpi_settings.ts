import type { WritableChannel } from "../contract/writable_channel.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { writable } from "../channel/writable.ts";
import { bool } from "../protocol/scpi/bool.ts";
import { choice } from "../protocol/scpi/choice.ts";
import { line } from "../protocol/scpi/line.ts";
import { numeric } from "../protocol/scpi/numeric.ts";
import { formatParameter, literal } from "../protocol/scpi/parameter.ts";
import { quoted } from "../protocol/scpi/quoted.ts";
import { text } from "../protocol/scpi/text.ts";
import type { TextFormat } from "../protocol/scpi/text_format.ts";
import { checkedWrites } from "./checked_writes.ts";
import { checkLimits, checkWithin, isTaken, type Limits } from "./scpi_limits.ts";
import { scaling, type ScpiNumberOptions } from "./scpi_number.ts";
import { channelTimeoutMs, type ScpiChannelOptions } from "./scpi_options.ts";
import type { ScpiSession } from "./scpi_session.ts";
import { settingCommand } from "./scpi_setting_command.ts";

/** A channel of an instrument that can be written. */
export interface ScpiSettingOptions extends ScpiChannelOptions {
  /** The question that reads it. Default: the command's header and `?`. */
  readonly ask?: string | undefined;
  /** Whether each write asks for the value, and fails if it is another one. Default: `true`. */
  readonly readBack?: boolean | undefined;
  /** Whether its writes come before all that wait for the link, such as `OUTP OFF`. Default: `false`. */
  readonly urgent?: boolean | undefined;
}

/** A text that can be set. */
export interface ScpiTextSettingOptions extends ScpiSettingOptions {
  /** `quoted`: a text in quotes; `word`: as it is, such as a name. Default: `quoted`. */
  readonly form?: "quoted" | "word" | undefined;
}

/** What one kind of value needs to be a setting. */
interface Kind<A, T> {
  /** How the answer to its question is written. */
  readonly format: TextFormat<A>;
  /** What the answer means. */
  readonly value: (answer: A) => T;
  /** The parameter of the command. Throws a `RangeError` or `TypeError` if there is none. */
  readonly parameter: (value: T) => string;
  /** Whether a read-back is what was set. */
  readonly isTaken: (set: T, readBack: T) => boolean;
}

/**
 * Makes the settings of an instrument: channels that can be read and written.
 *
 * A value outside its limits, or one that could become another command, is refused at once by a
 * `RangeError` or `TypeError`, by `write()` and `tryWrite()` alike; nothing is sent. A write that
 * resolves was taken: the instrument was asked for errors, as its option `errors` says, and for the
 * value, unless `readBack` is `false`. Otherwise it is `device.refused`.
 *
 * @example A power supply
 * ```ts no-eval
 * import { openScpi } from "@readout/readout";
 *
 * await using psu = await openScpi("tcp://10.0.0.8:5025");
 * const volts = psu.setting.number("VOLT", { name: "volts", unit: "V", min: 0, max: 5 });
 * const output = psu.setting.bool("OUTP", { name: "output", urgent: true });
 * await volts.write(3.3);
 * await output.write(true);
 * ```
 */
export class ScpiSettings {
  readonly #session: ScpiSession;

  /** Makes the settings of an instrument; `instrument.setting` is one. */
  constructor(session: ScpiSession) {
    this.#session = session;
  }

  /**
   * A number.
   *
   * @param command Its header, such as `VOLT`, or a command with one `%` for the number, such as
   * `VOLT %,(@2)`; then `ask` is needed.
   * @param options Name, unit, limits, scale.
   * @throws {TypeError | RangeError} If the declaration cannot be kept.
   */
  number(
    command: string,
    options: ScpiSettingOptions & ScpiNumberOptions & Limits,
  ): WritableChannel<number> {
    const { name, unit = "" } = options;
    checkLimits(name, options);
    const { address } = this.#session.link;
    const { value, number } = scaling({ channel: name, address, sent: command }, options);
    return this.#setting(command, options, {
      format: numeric(options),
      value,
      parameter(value) {
        checkWithin(name, unit, options, value);
        return formatParameter(number(value));
      },
      isTaken: (set, readBack) => isTaken(options, set, readBack),
    });
  }

  /** A switch: `1` or `0`. */
  bool(command: string, options: ScpiSettingOptions): WritableChannel<boolean> {
    return this.#setting(command, options, {
      format: bool,
      value: (answer) => answer,
      parameter: formatParameter,
      isTaken: (set, readBack) => set === readBack,
    });
  }

  /**
   * One of a few words, by their meaning. Give the words as the instrument answers them: the short
   * form is understood as well.
   *
   * @typeParam K The meanings.
   * @param words How each meaning is written on the wire.
   */
  choice<const K extends string>(
    command: string,
    words: Readonly<Record<K, string>>,
    options: ScpiSettingOptions,
  ): WritableChannel<K> {
    const format = choice(words);
    for (const word of Object.values<string>(words)) formatParameter(literal(word));
    return this.#setting(command, options, {
      format,
      value: (answer) => answer,
      parameter: (value) => format.format(value),
      isTaken: (set, readBack) => set === readBack,
    });
  }

  /** A text. */
  text(command: string, options: ScpiTextSettingOptions): WritableChannel<string> {
    const isQuoted = options.form !== "word";
    return this.#setting<string, string>(command, options, {
      format: isQuoted ? quoted : text,
      value: (answer) => answer,
      parameter: (value) => formatParameter(isQuoted ? value : literal(value)),
      isTaken: (set, readBack) => set === readBack,
    });
  }

  #setting<A, T extends NonNullable<unknown>>(
    command: string,
    options: ScpiSettingOptions,
    kind: Kind<A, T>,
  ): WritableChannel<T> {
    const { name, unit = "", replyTimeoutMs, readBack = true, urgent } = options;
    const session = this.#session;
    const { set, question } = settingCommand(command, options.ask);
    const codec = session.codec(line(kind.format));

    const channel = writable<T>(name, unit, {
      read: async ({ signal }) =>
        kind.value(await session.ask(codec, question, { signal, replyTimeoutMs })),
      write: async (value, { signal }) => {
        const sent = set(kind.parameter(value));
        const shown = [value, ...(unit ? [unit] : [])].map((it) => printable(String(it), 60));
        const doing = { what: `set ${printable(name)} to ${shown.join(" ")}`, sent, channel: name };
        const bounds = { signal, replyTimeoutMs, urgent };
        if (!readBack) return await session.tell(doing, bounds);
        const found = kind.value(await session.tellAndAsk(doing, codec, question, bounds));
        if (kind.isTaken(value, found)) return;
        const { address } = session.link;
        const is = printable(String(found), 60);
        throw new ReadoutError(
          "device.refused",
          `Cannot ${doing.what}: afterwards ${question} says ${is}; ` +
            `check what ${address} can be set to, or give a tolerance`,
          { channel: name, address, sent, received: is },
        );
      },
    }, { timeoutMs: channelTimeoutMs(options), clock: session.clock });

    // What cannot be sent is refused before anything waits.
    return checkedWrites(channel, (value) => void session.encode(set(kind.parameter(value))));
  }
}
