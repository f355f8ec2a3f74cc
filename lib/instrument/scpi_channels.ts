import type { Channel } from "../contract/channel.ts";
import { channel } from "../channel/channel.ts";
import { block, type BlockOptions } from "../protocol/scpi/block.ts";
import type { ElementArrays, ElementType } from "../protocol/scpi/block_elements.ts";
import { bool } from "../protocol/scpi/bool.ts";
import { choice } from "../protocol/scpi/choice.ts";
import { line } from "../protocol/scpi/line.ts";
import { list, type ListOptions } from "../protocol/scpi/list.ts";
import { numeric } from "../protocol/scpi/numeric.ts";
import { quoted } from "../protocol/scpi/quoted.ts";
import type { Reply } from "../protocol/scpi/reply.ts";
import { text } from "../protocol/scpi/text.ts";
import { type ScaleOptions, scaling, type ScpiNumberOptions } from "./scpi_number.ts";
import { channelTimeoutMs, type ScpiChannelOptions } from "./scpi_options.ts";
import type { ReplyCodec, ScpiSession } from "./scpi_session.ts";
import { ScpiSettings } from "./scpi_settings.ts";

/** The longest block, unless the options say otherwise: a runaway length is not waited for. */
const BLOCK_BYTES = 64 * 1024 * 1024;

/** Raw numbers that can be scaled without being rounded. */
export type WaveformType = Exclude<ElementType, "int64" | "uint64">;

/** How a text is written on the wire. */
export interface ScpiTextOptions {
  /** `line`: all of the line, as it is; `quoted`: what is between its quotes. Default: `line`. */
  readonly form?: "line" | "quoted" | undefined;
}

/**
 * The channels of an instrument: those of questions, and by `setting` those that can be written.
 * The type of a channel's values follows from its declaration.
 */
export class ScpiChannels {
  /** Makes channels that can be read and written. */
  readonly setting: ScpiSettings;
  /** Its exchanges. */
  protected readonly session: ScpiSession;

  /** Makes the channels of an instrument. */
  constructor(session: ScpiSession) {
    this.session = session;
    this.setting = new ScpiSettings(session);
  }

  /**
   * A channel of a question that is answered by a number: NR1, NR2 or NR3, nothing looser, because
   * a number that lost its sign or point is another number. `form: "NRf"` takes `.5` and `5E3`.
   *
   * @example A thermometer that answers in hundredths of a kelvin
   * ```ts no-eval
   * import { openScpi } from "@readout/readout";
   *
   * await using meter = await openScpi("tcp://10.0.0.7:5025");
   * const celsius = meter.number("MEAS:TEMP?", {
   *   name: "oven",
   *   unit: "\u00b0C",
   *   scale: 0.01,
   *   offset: -273.15,
   * });
   * console.log((await celsius.read()).value);
   * ```
   */
  number(question: string, options: ScpiChannelOptions & ScpiNumberOptions): Channel<number> {
    const { value } = this.#scaling(question, options);
    return this.#channel(question, options, line(numeric(options)), value);
  }

  /** A channel of a question that is answered by numbers with commas between them. */
  numbers(
    question: string,
    options: ScpiChannelOptions & ScpiNumberOptions & ListOptions,
  ): Channel<readonly number[]> {
    const { value } = this.#scaling(question, options);
    const format = line(list(numeric(options), options));
    return this.#channel(question, options, format, (answers) => answers.map(value));
  }

  /** A channel of a question that is answered by a text. */
  text(question: string, options: ScpiChannelOptions & ScpiTextOptions): Channel<string> {
    const format = options.form === "quoted" ? quoted : text;
    return this.#channel(question, options, line(format), (answer) => answer);
  }

  /** A channel of a question that is answered by `1`, `0`, `ON` or `OFF`. */
  bool(question: string, options: ScpiChannelOptions): Channel<boolean> {
    return this.#channel(question, options, line(bool), (answer) => answer);
  }

  /**
   * A channel of a question that is answered by one of a few words, by their meaning.
   *
   * @typeParam K The meanings.
   * @param words How each meaning is written on the wire.
   * @throws {TypeError} If two meanings are written alike, or there is none.
   */
  choice<const K extends string>(
    question: string,
    words: Readonly<Record<K, string>>,
    options: ScpiChannelOptions,
  ): Channel<K> {
    return this.#channel(question, options, line(choice(words)), (answer) => answer);
  }

  /**
   * A channel of a question that is answered by a block of numbers. What they are, and which of
   * their bytes comes first, the block does not tell: it is what `FORMat` was set to.
   *
   * @typeParam E The type of the numbers.
   */
  block<E extends ElementType>(
    question: string,
    options: ScpiChannelOptions & BlockOptions<E>,
  ): Channel<ElementArrays[E]> {
    return this.#channel(question, options, block(options), (answer) => answer, BLOCK_BYTES);
  }

  /**
   * A channel of a block of raw numbers, each of which is worth `number * scale + offset`: what an
   * oscilloscope measures, in volts.
   */
  waveform(
    question: string,
    options: ScpiChannelOptions & BlockOptions<WaveformType> & ScaleOptions,
  ): Channel<Float64Array> {
    const { scale = 1, offset = 0 } = options;
    this.#scaling(question, options);
    return this.#channel(question, options, block(options), (raw) => {
      const values = new Float64Array(raw.length);
      for (let i = 0; i < values.length; i++) values[i] = raw[i]! * scale + offset;
      return values;
    }, BLOCK_BYTES);
  }

  #channel<A, T extends NonNullable<unknown>>(
    question: string,
    options: ScpiChannelOptions,
    reply: Reply<A>,
    value: (answer: A) => T,
    maxBytes?: number,
  ): Channel<T> {
    const { name, unit = "", replyTimeoutMs } = options;
    const codec: ReplyCodec<A> = this.session.codec(reply, maxBytes);
    return channel(
      name,
      unit,
      async ({ signal }) =>
        value(await this.session.ask(codec, question, { signal, replyTimeoutMs })),
      { timeoutMs: channelTimeoutMs(options), clock: this.session.clock },
    );
  }

  #scaling(
    question: string,
    options: ScpiChannelOptions & ScaleOptions,
  ): ReturnType<typeof scaling> {
    const { address } = this.session.link;
    return scaling({ channel: options.name, address, sent: question }, options);
  }
}
