import type { Clock } from "../contract/clock.ts";
import type { Codec } from "../contract/codec.ts";
import type { AbortOptions } from "../contract/abort_options.ts";
import type { Link } from "../link/link.ts";
import type { AskOptions, LinkTurn } from "../link/link_options.ts";
import { printable } from "../base/printable.ts";
import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import { type ErrorEntry, errorEntry } from "../protocol/scpi/error_entry.ts";
import { encodeMessage } from "../protocol/scpi/encode_message.ts";
import { line } from "../protocol/scpi/line.ts";
import type { Reply } from "../protocol/scpi/reply.ts";
import { scpiCodec } from "../protocol/scpi/scpi_codec.ts";
import type { ErrorChecks, ScpiOptions } from "./scpi_options.ts";
import { type Doing, isRefusal, refused } from "./scpi_refused.ts";

/** The codec of one kind of reply. */
export type ReplyCodec<T> = Codec<string | Uint8Array, T>;

/** How many errors are read at the most: a queue that never ends is not waited for. */
const MOST_ERRORS = 256;

/**
 * The exchanges of one instrument, and what it says about them in its error queue. A command and
 * the look into the queue are one turn of the link, so that an error is blamed on what caused it.
 */
export class ScpiSession {
  /** The connection. */
  readonly link: Link;
  /** Whose time it is; the computer's own if not given. */
  readonly clock: Clock | undefined;
  readonly #options: ScpiOptions;
  readonly #checks: ErrorChecks;
  readonly #errors: ReplyCodec<ErrorEntry>;
  /** Whether the queue may hold errors of something that was not looked after. */
  #mayHoldOld = true;
  #batches = 0;

  /** Speaks on a link. */
  constructor(link: Link, options: ScpiOptions) {
    this.link = link;
    this.clock = options.clock;
    this.#options = options;
    this.#checks = options.errors ?? "after-set";
    this.#errors = this.codec(line(errorEntry));
  }

  /** The codec of a kind of reply; `maxBytes` is for those longer than a line. */
  codec<T>(reply: Reply<T>, maxBytes?: number): ReplyCodec<T> {
    const options = this.#options;
    return scpiCodec(reply, { ...options, maxBytes: options.maxBytes ?? maxBytes });
  }

  /** The bytes of a command. */
  encode(command: string): Uint8Array {
    return encodeMessage(command, this.#options);
  }

  /** Asks a question. */
  async ask<T>(codec: ReplyCodec<T>, question: string, options: AskOptions = {}): Promise<T> {
    if (this.#checks === "after-all" && this.#batches === 0) {
      const doing = { what: `ask "${printable(question, 80)}"`, sent: question };
      const exchange = (turn: LinkTurn): Promise<T> => turn.ask(codec, question, options);
      return await this.link.inTurn((turn) => this.#checked(turn, doing, exchange), options);
    }
    this.#mayHoldOld = true;
    return await this.link.ask(codec, question, options);
  }

  /** Sends a command. */
  async tell(doing: Doing, options: AskOptions = {}): Promise<void> {
    const bytes = this.encode(doing.sent);
    if (!this.#checksCommands()) {
      this.#mayHoldOld = true;
      return await this.link.send(bytes, options);
    }
    const exchange = (turn: LinkTurn): Promise<void> => turn.send(bytes, options);
    await this.link.inTurn((turn) => this.#checked(turn, doing, exchange), options);
  }

  /** Sends a command, and asks a question that tells what has become of it. */
  async tellAndAsk<T>(
    doing: Doing,
    codec: ReplyCodec<T>,
    question: string,
    options: AskOptions = {},
  ): Promise<T> {
    const bytes = this.encode(doing.sent);
    const exchange = async (turn: LinkTurn): Promise<T> => {
      await turn.send(bytes, options);
      return await turn.ask(codec, question, options);
    };
    return await this.link.inTurn((turn) => {
      if (this.#checksCommands()) return this.#checked(turn, doing, exchange);
      this.#mayHoldOld = true;
      return exchange(turn);
    }, options);
  }

  /** Sends commands in a turn that is the caller's already, such as that of a link's `init`. */
  async tellAll(turn: LinkTurn, commands: readonly string[]): Promise<void> {
    const messages = commands.map((it) => this.encode(it));
    const exchange = async (turn: LinkTurn): Promise<void> => {
      for (const bytes of messages) await turn.send(bytes);
    };
    if (this.#checks === "never" || commands.length === 0) return await exchange(turn);
    this.#mayHoldOld = true;
    const doing = { what: "prepare the instrument", sent: commands.join(", ") };
    await this.#checked(turn, doing, exchange);
  }

  /** Does what `run` does, and looks for errors once, at its end. */
  async batch<T>(run: () => Promise<T>, options: AbortOptions = {}): Promise<T> {
    if (this.#checks === "never") return await run();
    if (this.#mayHoldOld && this.#batches === 0) await this.takeErrors(options);
    this.#batches++;
    try {
      return await this.#thenErrors(await run(), options);
    } finally {
      this.#batches--;
    }
  }

  /** Takes all that is in the error queue. */
  takeErrors(options: AbortOptions = {}): Promise<readonly ErrorEntry[]> {
    return this.link.inTurn((turn) => this.#takeErrors(turn), options);
  }

  async #thenErrors<T>(result: T, options: AbortOptions): Promise<T> {
    const errors = (await this.takeErrors(options)).filter(isRefusal);
    if (errors.length === 0) return result;
    throw refused({ what: "finish a batch", sent: "a batch" }, this.link.address, errors);
  }

  #checksCommands(): boolean {
    return (this.#checks === "after-set" || this.#checks === "after-all") && this.#batches === 0;
  }

  /** An exchange, and whether it was refused. What was in the queue before is nobody's refusal. */
  async #checked<T>(
    turn: LinkTurn,
    doing: Doing,
    exchange: (turn: LinkTurn) => Promise<T>,
  ): Promise<T> {
    if (this.#mayHoldOld) await this.#takeErrors(turn);
    this.#mayHoldOld = true;
    let result: T;
    try {
      result = await exchange(turn);
    } catch (error) {
      throw await this.#explained(turn, doing, error);
    }
    const errors = (await this.#takeErrors(turn)).filter(isRefusal);
    if (errors.length > 0) throw refused(doing, this.link.address, errors);
    return result;
  }

  /** An instrument that did not answer may have said why. */
  async #explained(turn: LinkTurn, doing: Doing, silence: unknown): Promise<unknown> {
    if (!isReadoutError(silence) || silence.code !== "timeout.reply") return silence;
    try {
      const errors = await this.#takeErrors(turn);
      // A query error is only what getting back into step has caused.
      const why = errors.filter((entry) => isRefusal(entry) && !isQueryError(entry));
      return why.length > 0 ? refused(doing, this.link.address, why, silence) : silence;
    } catch {
      return silence; // it does not answer this either
    }
  }

  async #takeErrors(turn: LinkTurn): Promise<readonly ErrorEntry[]> {
    const entries: ErrorEntry[] = [];
    while (entries.length < MOST_ERRORS) {
      const entry = await this.#nextError(turn);
      if (entry.code === 0) {
        this.#mayHoldOld = false;
        break;
      }
      entries.push(entry);
    }
    return entries;
  }

  async #nextError(turn: LinkTurn): Promise<ErrorEntry> {
    try {
      return await turn.ask(this.#errors, "SYST:ERR?");
    } catch (error) {
      if (!isReadoutError(error) || error.code !== "timeout.reply") throw error;
      const { address } = this.link;
      throw new ReadoutError(
        error.code,
        `Cannot look for errors at ${address}: it does not answer SYST:ERR?; if it has no error ` +
          `queue, open it with errors: "never"; if it is only busy, give a longer replyTimeoutMs`,
        { address, sent: "SYST:ERR?", cause: error },
      );
    }
  }
}

function isQueryError({ code }: ErrorEntry): boolean {
  return code <= -400 && code > -500;
}
