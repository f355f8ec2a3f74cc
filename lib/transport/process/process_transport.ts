import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Chunk, Transport } from "../../contract/transport.ts";
import { ChunkQueue } from "../../base/chunk_queue.ts";
import { orAbort } from "../../base/or_abort.ts";
import { systemClock } from "../../base/system_clock.ts";
import { linkClosed } from "../link_closed.ts";
import { LastWords } from "./last_words.ts";

/** How long after the end of its output a program's own end is waited for, in ms. */
const ENDING_MS = 100;

/** How a {@linkcode ProcessTransport} is closed. */
export interface ProcessTransportOptions {
  /** How long the program may take to end, each time it is asked, in ms. Default: 1000. */
  readonly closeTimeoutMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** A program's standard input and output. It owns the program from here on. */
export class ProcessTransport implements Transport {
  readonly label: string;
  readonly #child: Deno.ChildProcess;
  readonly #closeTimeoutMs: number;
  readonly #clock: Clock;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #output: ReadableStreamDefaultReader<Uint8Array>;
  readonly #lastWords: LastWords;
  readonly #queue = new ChunkQueue();
  readonly #stop = new AbortController();
  #inputClosed: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /**
   * Takes a child process over, and starts to receive.
   *
   * @param label A name for logs and errors.
   * @param child A process with all three streams piped, and used by nobody else.
   * @param options How it is closed.
   */
  constructor(label: string, child: Deno.ChildProcess, options: ProcessTransportOptions = {}) {
    this.label = label;
    this.#child = child;
    this.#closeTimeoutMs = options.closeTimeoutMs ?? 1_000;
    this.#clock = options.clock ?? systemClock;
    this.#input = child.stdin.getWriter();
    this.#input.closed.catch(() => {}); // told by what is written
    this.#output = child.stdout.getReader();
    this.#lastWords = new LastWords(child.stderr);
    this.#receive();
  }

  read(options?: AbortOptions): Promise<Chunk> {
    return this.#queue.read(options);
  }

  async write(bytes: Uint8Array, { signal }: AbortOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#closing) throw linkClosed(this.label, "write to");
    if (bytes.length === 0) return;
    const closed = this.#stop.signal;
    const either = signal ? AbortSignal.any([signal, closed]) : closed;
    await orAbort(this.#send(bytes), either, () => {});
  }

  async closeWrite(): Promise<void> {
    if (this.#closing) throw linkClosed(this.label, "finish sending to");
    await this.#closeInput();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #send(bytes: Uint8Array): Promise<void> {
    try {
      await this.#input.write(bytes as Uint8Array<ArrayBuffer>);
    } catch (error) {
      throw linkClosed(this.label, "write to", await this.#failure() ?? error);
    }
  }

  #closeInput(): Promise<void> {
    return this.#inputClosed ??= this.#input.close().catch(() => {}); // it has closed it first
  }

  async #receive(): Promise<void> {
    for (;;) {
      const { value } = await this.#output.read();
      if (value === undefined) break;
      this.#queue.give(value.slice()); // a copy: it is a view of a large buffer
      if (this.#queue.isFull) await this.#queue.room();
    }
    const failure = await this.#failure();
    if (failure) this.#queue.fail(linkClosed(this.label, "read", failure));
    else this.#queue.end();
  }

  /** Why the program has failed; nothing if it ended well, or runs on. */
  async #failure(): Promise<Error | undefined> {
    const { status } = this.#child;
    if (!await this.#within(ENDING_MS, Promise.all([status, this.#lastWords.ended]))) return;
    const { success, code, signal } = await status;
    if (success) return;
    const how = signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
    const { text } = this.#lastWords;
    return new Error(text === "" ? how : `${how} and said "${text}"`);
  }

  async #close(): Promise<void> {
    this.#queue.close(linkClosed(this.label, "read"));
    this.#stop.abort(linkClosed(this.label, "write to"));
    this.#closeInput();
    for (const signal of [undefined, "SIGTERM", "SIGKILL"] as const) {
      if (signal) this.#kill(signal);
      if (await this.#within(this.#closeTimeoutMs, this.#child.status)) break;
    }
    this.#child.unref(); // not even SIGKILL ends what is stuck in the system
    await this.#output.cancel();
    await this.#lastWords.cancel();
  }

  #kill(signal: "SIGTERM" | "SIGKILL"): void {
    try {
      this.#child.kill(signal);
    } catch { // it has ended this moment
    }
  }

  /** Whether it settles in time. */
  #within(ms: number, promise: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#clock.timer(ms, () => resolve(false));
      promise.then(() => {
        cancel();
        resolve(true);
      });
    });
  }
}
