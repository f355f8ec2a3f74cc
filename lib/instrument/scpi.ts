import type { AbortOptions } from "../contract/abort_options.ts";
import type { Channel } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { Link } from "../link/link.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { channel } from "../channel/channel.ts";
import { block, type BlockOptions } from "../protocol/scpi/block.ts";
import type { ElementArrays, ElementType } from "../protocol/scpi/block_elements.ts";
import { choice } from "../protocol/scpi/choice.ts";
import { encodeMessage } from "../protocol/scpi/encode_message.ts";
import { line } from "../protocol/scpi/line.ts";
import type { LineOptions } from "../protocol/scpi/line_options.ts";
import { numeric, type NumericOptions } from "../protocol/scpi/numeric.ts";
import type { Reply } from "../protocol/scpi/reply.ts";
import { scpiCodec } from "../protocol/scpi/scpi_codec.ts";
import { text } from "../protocol/scpi/text.ts";

/** The longest block, unless the options say otherwise: a runaway length is not waited for. */
const BLOCK_BYTES = 64 * 1024 * 1024;

/** A channel of an instrument. */
export interface ScpiChannelOptions {
  /** Its name. */
  readonly name: string;
  /** The unit of its values. Default: `""`. */
  readonly unit?: string | undefined;
  /** The budget of a read that names none, in ms. Default: 10000, more than the waits inside. */
  readonly timeoutMs?: number | undefined;
}

/** What every {@linkcode ScpiInstrument} is made of. */
export interface ScpiOptions extends LineOptions {
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * An instrument that speaks SCPI, in a user's hand: questions, commands, and channels of questions.
 *
 * Codes: those of {@linkcode Link}; `value.invalid` when the instrument says that it has no number
 * (9.91E37) or is out of range (9.9E37).
 */
export class ScpiInstrument implements AsyncDisposable {
  /** Its connection. */
  readonly link: Link;
  readonly #options: ScpiOptions;

  /** Puts an instrument on a link. */
  constructor(link: Link, options: ScpiOptions = {}) {
    this.link = link;
    this.#options = options;
  }

  /** Asks a question, such as `*IDN?`, and gives the line that answers it, as it is. */
  query(question: string, options: AbortOptions = {}): Promise<string> {
    return this.#ask(question, line(text), options);
  }

  /** Sends a command, such as `OUTP ON`. Build one of values with the template `scpi`. */
  async write(command: string, options: AbortOptions = {}): Promise<void> {
    await this.link.send(encodeMessage(command, this.#options), options);
  }

  /**
   * A channel of a question that is answered by a number: NR1, NR2 or NR3, nothing looser, because
   * a number that lost its sign or point is another number. `form: "NRf"` takes `.5` and `5E3`.
   */
  number(question: string, options: ScpiChannelOptions & NumericOptions): Channel<number> {
    const format = line(numeric(options));
    return this.#channel(options, async (signal) => {
      const answer = await this.#ask(question, format, { signal });
      if (answer.kind === "number") return answer.value;
      throw new ReadoutError(
        "value.invalid",
        `Cannot read ${printable(options.name)}: the instrument says "${answer.special}"`,
        { channel: options.name, address: this.link.address, sent: question },
      );
    });
  }

  /** A channel of a question that is answered by a text. */
  text(question: string, options: ScpiChannelOptions): Channel<string> {
    return this.#channel(options, (signal) => this.query(question, { signal }));
  }

  /** A channel of a question that is answered by one of a few words, by their meaning. */
  choice<const K extends string>(
    question: string,
    words: Readonly<Record<K, string>>,
    options: ScpiChannelOptions,
  ): Channel<K> {
    const format = line(choice(words));
    return this.#channel(options, (signal) => this.#ask(question, format, { signal }));
  }

  /** A channel of a question that is answered by a block of numbers. */
  block<E extends ElementType>(
    question: string,
    elements: BlockOptions<E>,
    options: ScpiChannelOptions,
  ): Channel<ElementArrays[E]> {
    const format = block(elements);
    return this.#channel(options, async (signal) => {
      // The link goes on using the bytes that the array may be a view of.
      const elements = await this.#ask(
        question,
        format,
        { signal },
        this.#options.maxBytes ?? BLOCK_BYTES,
      );
      return elements.slice() as ElementArrays[E];
    });
  }

  /** Closes its connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.link[Symbol.asyncDispose]();
  }

  #ask<T>(
    question: string,
    reply: Reply<T>,
    options: AbortOptions,
    maxBytes: number | undefined = this.#options.maxBytes,
  ): Promise<T> {
    return this.link.ask(scpiCodec(reply, { ...this.#options, maxBytes }), question, options);
  }

  #channel<T extends NonNullable<unknown>>(
    { name, unit = "", timeoutMs = 10_000 }: ScpiChannelOptions,
    read: (signal: AbortSignal) => Promise<T>,
  ): Channel<T> {
    const { clock } = this.#options;
    return channel(name, unit, ({ signal }) => read(signal), { timeoutMs, clock });
  }
}
