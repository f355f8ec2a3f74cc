import type { Grace, Io, StopReason } from "../../cli/io.ts";
import { nextTurn } from "../../lib/base/system_clock.ts";
import { VirtualClock } from "../../lib/testing/mod.ts";

/** How a {@linkcode FakeIo} is set up. */
export interface FakeIoOptions {
  readonly isTerminal?: boolean;
  readonly colour?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** Whether there is a keyboard. */
  readonly hasKeyboard?: boolean;
}

/** Output that is kept, signals that a test sends, and time that a test moves. */
export class FakeIo implements Io {
  readonly clock = new VirtualClock();
  readonly isTerminal: boolean;
  readonly colour: boolean;
  columns: number;
  rows: number;
  grace: Grace = { ms: 700 };
  /** What was written to standard output, one text a call. */
  readonly writes: string[] = [];
  /** What was written to standard error. */
  complaints = "";
  /** What would be written if the process ended now. */
  words = "";
  /** Types a key; `undefined` while nobody listens. */
  type: ((key: string) => void) | undefined;
  readonly #hasKeyboard: boolean;
  readonly #stop = new AbortController();

  constructor(options: FakeIoOptions = {}) {
    this.isTerminal = options.isTerminal ?? false;
    this.colour = options.colour ?? false;
    this.columns = options.columns ?? 100;
    this.rows = options.rows ?? 30;
    this.#hasKeyboard = options.hasKeyboard ?? false;
  }

  /** All of standard output. */
  get output(): string {
    return this.writes.join("");
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  size(): { columns: number; rows: number } {
    return { columns: this.columns, rows: this.rows };
  }

  write(text: string): Promise<void> {
    this.writes.push(text);
    return Promise.resolve();
  }

  complain(text: string): Promise<void> {
    this.complaints += text;
    return Promise.resolve();
  }

  openKeyboard(take: (key: string) => void): Disposable | undefined {
    if (!this.#hasKeyboard) return undefined;
    this.type = take;
    return { [Symbol.dispose]: () => this.type = undefined };
  }

  lastWords(text: string): void {
    this.words = text;
  }

  /** Stops the command from outside, as Ctrl-C does. */
  stop(reason: StopReason): void {
    this.#stop.abort(reason);
  }

  /** Waits, without time passing, until the command waits for time to pass. */
  async untilWaiting(): Promise<void> {
    for (let turns = 0; this.clock.pendingTimers === 0; turns++) {
      if (turns > 10_000) throw new Error("The command does not wait for time to pass");
      await nextTurn();
    }
  }
}
