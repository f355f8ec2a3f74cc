import { createInterface, type Interface, stdin, stdout } from "../lib/deps/node_readline.ts";
import type { Prompt } from "./prompt.ts";

/** How many lines of history are kept. */
const HISTORY_LINES = 500;

/** A prompt on standard input, with editing and history on a terminal. */
export class ReadlinePrompt implements Prompt {
  readonly isInteractive: boolean = stdin.isTTY && stdout.isTTY;
  readonly #readline: Interface;
  readonly #lines: string[] = [];
  #history: readonly string[];
  #isOver = false;
  #interrupted = (): void => {};
  #waiting: ((line: string | undefined) => void) | undefined;

  /** Starts to read; `history` is what was typed before, the oldest first. */
  constructor(history: readonly string[]) {
    this.#history = history;
    this.#readline = createInterface({
      input: stdin,
      ...(this.isInteractive ? { output: stdout } : {}),
      terminal: this.isInteractive,
      prompt: "> ",
      history: history.toReversed(), // readline's is the newest first
      historySize: HISTORY_LINES,
      removeHistoryDuplicates: true,
    });
    this.#readline.on("line", (line: string) => this.#take(line));
    this.#readline.on("close", () => this.#end());
    this.#readline.on("SIGINT", () => this.#interrupt());
    this.#readline.on("history", (lines: string[]) => this.#history = lines.toReversed());
  }

  get history(): readonly string[] {
    return this.#history;
  }

  ask(): Promise<string | undefined> {
    const line = this.#lines.shift();
    if (line !== undefined || this.#isOver) return Promise.resolve(line);
    if (this.isInteractive) this.#readline.prompt();
    return new Promise((resolve) => this.#waiting = resolve);
  }

  onInterrupt(callback: () => void): void {
    this.#interrupted = callback;
  }

  [Symbol.dispose](): void {
    this.#readline.close();
  }

  #take(line: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting(line);
    else this.#lines.push(line);
  }

  #end(): void {
    this.#isOver = true;
    this.#waiting?.(undefined);
  }

  /** Ctrl-C leaves the line that is being typed; with an empty one it is for the command. */
  #interrupt(): void {
    if (!this.#waiting || this.#readline.line === "") return this.#interrupted();
    this.#readline.write(null, { ctrl: true, name: "e" });
    this.#readline.write(null, { ctrl: true, name: "u" });
  }
}
