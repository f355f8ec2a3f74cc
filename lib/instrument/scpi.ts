import type { AbortOptions } from "../contract/abort_options.ts";
import type { Link } from "../link/link.ts";
import type { AskOptions } from "../link/link_options.ts";
import { printable } from "../base/printable.ts";
import type { ErrorEntry } from "../protocol/scpi/error_entry.ts";
import { type Identity, identity } from "../protocol/scpi/identity.ts";
import { line } from "../protocol/scpi/line.ts";
import { numeric } from "../protocol/scpi/numeric.ts";
import { isQuery } from "../protocol/scpi/query_count.ts";
import {
  type EventFlag,
  eventStatus,
  statusByte,
  type StatusFlag,
} from "../protocol/scpi/status.ts";
import { text } from "../protocol/scpi/text.ts";
import type { TextFormat } from "../protocol/scpi/text_format.ts";
import { ScpiChannels } from "./scpi_channels.ts";
import { complete, type CompleteOptions } from "./scpi_complete.ts";
import { scaling } from "./scpi_number.ts";
import type { ScpiOptions } from "./scpi_options.ts";
import { type ReplyCodec, ScpiSession } from "./scpi_session.ts";

/** What a self-test found. */
export interface SelfTest {
  /** Whether all is well. */
  readonly isPassed: boolean;
  /** What the instrument says; 0 if all is well. */
  readonly code: number;
}

/** How long a self-test may take, in ms. */
const SELF_TEST_MS = 60_000;

/**
 * An instrument that speaks SCPI, in a user's hand: questions, commands, channels of questions and
 * settings, its errors and its status.
 *
 * Codes: those of {@linkcode Link}; `device.refused` when it says that it did not do something, or
 * its read-back shows it; `value.invalid` when it says that it has no number (9.91E37) or is out of
 * its range (9.9E37).
 */
export class ScpiInstrument extends ScpiChannels implements AsyncDisposable {
  /** Its connection. */
  readonly link: Link;
  readonly #text: ReplyCodec<string>;

  /** Puts an instrument on a link. */
  constructor(link: Link, options: ScpiOptions = {}) {
    super(new ScpiSession(link, options));
    this.link = link;
    this.#text = this.session.codec(line(text));
  }

  /**
   * Asks a question, such as `*IDN?`, and gives the line that answers it, as it is.
   *
   * @returns The line. Rejects with a `TypeError` if it asks nothing: nothing would answer it.
   */
  async query(question: string, options: AskOptions = {}): Promise<string> {
    if (isQuery(question)) return await this.session.ask(this.#text, question, options);
    throw new TypeError(
      `Cannot ask "${printable(question, 80)}": it has no "?", and nothing would answer it; send ` +
        `a command by write()`,
    );
  }

  /**
   * Sends a command, such as `OUTP ON`. Build one of values with the template `scpi`.
   *
   * @returns Rejects with a `TypeError` if it asks something: its answer would be in the way of the
   * next question's; with `device.refused`, by the option `errors`, if the instrument says so.
   */
  async write(command: string, options: AskOptions = {}): Promise<void> {
    const shown = printable(command, 80);
    if (isQuery(command)) {
      throw new TypeError(
        `Cannot send "${shown}" as a command: it asks something; ask by query(), which takes ` +
          `the answer`,
      );
    }
    await this.session.tell({ what: `send "${shown}"`, sent: command }, options);
  }

  /**
   * Does what `run` does, and asks once for errors, at its end: quicker than after each command.
   * `device.refused` then says what was refused, and not which command it was.
   */
  batch<T>(run: () => Promise<T>, options: AbortOptions = {}): Promise<T> {
    return this.session.batch(run, options);
  }

  /** Takes all entries of its error queue, the oldest first; none if it is empty. */
  takeErrors(options: AbortOptions = {}): Promise<readonly ErrorEntry[]> {
    return this.session.takeErrors(options);
  }

  /** Who it says it is: the answer to `*IDN?`. */
  identity(options: AbortOptions = {}): Promise<Identity> {
    return this.#ask("*IDN?", identity, options);
  }

  /** Its status byte: the answer to `*STB?`. */
  statusByte(options: AbortOptions = {}): Promise<Readonly<Record<StatusFlag, boolean>>> {
    return this.#ask("*STB?", statusByte, options);
  }

  /** What has happened since this was last asked: the answer to `*ESR?`, which clears it. */
  eventStatus(options: AbortOptions = {}): Promise<Readonly<Record<EventFlag, boolean>>> {
    return this.#ask("*ESR?", eventStatus, options);
  }

  /** Clears its status and its error queue: `*CLS`. */
  clear(options: AbortOptions = {}): Promise<void> {
    return this.write("*CLS", options);
  }

  /** Sets it to its defaults, `*RST`, and waits until that is done. */
  async reset(options: CompleteOptions = {}): Promise<void> {
    await this.link.send(this.session.encode("*RST"), options);
    await this.complete(options);
  }

  /** Triggers it: `*TRG`. */
  trigger(options: AbortOptions = {}): Promise<void> {
    return this.write("*TRG", options);
  }

  /** Has it test itself: `*TST?`. That may take long; `replyTimeoutMs` is 60000 unless given. */
  async selfTest(options: AskOptions = {}): Promise<SelfTest> {
    const all = { replyTimeoutMs: SELF_TEST_MS, ...options };
    const answer = await this.#ask("*TST?", numeric({ form: "NR1" }), all);
    const { address } = this.link;
    const code = scaling({ channel: "self-test", address, sent: "*TST?" }).value(answer);
    return { isPassed: code === 0, code };
  }

  /**
   * Waits until it has done all that it was told, by `*OPC` and asking `*ESR?` every `pollMs`.
   * Others may ask it in between.
   *
   * @returns Rejects with `timeout.total` if that takes longer than `timeoutMs`.
   *
   * @example
   * ```ts no-eval
   * import { openScpi } from "@readout/readout";
   *
   * await using scope = await openScpi("tcp://10.0.0.9:5025");
   * await scope.write("SING");
   * await scope.complete({ timeoutMs: 60_000 });
   * ```
   */
  complete(options: CompleteOptions = {}): Promise<void> {
    return complete(this.session, options);
  }

  /** Closes its connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.link[Symbol.asyncDispose]();
  }

  #ask<T>(question: string, format: TextFormat<T>, options: AskOptions): Promise<T> {
    return this.session.ask(this.session.codec(line(format)), question, options);
  }
}
