import { systemClock } from "../lib/base/system_clock.ts";
import { exitCodeOfStop } from "./exit_code.ts";
import { openKeyboard } from "./keyboard.ts";
import { isHangupIgnored } from "./is_hangup_ignored.ts";
import type { Grace, Io, StopReason } from "./io.ts";

/** What stops a command: also a terminal that was closed. */
const SIGNALS: readonly ("SIGINT" | "SIGTERM" | "SIGHUP")[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** What comes before the end of the process: `Deno.exit()`, or a bug. */
const ENDS = ["unload", "error", "unhandledrejection"] as const;

/** How long a command that was told to stop may take, in ms; then the process ends without it. */
const GRACE_MS = 700;

/** A write that takes longer, in ms, is not read: its terminal may be stopped, or far away and gone. */
const HELD_MS = 500;

/** The real standard output, standard error, signals and time, for the rest of the process. */
export function openTerminal(): Io {
  return new Terminal();
}

class Terminal implements Io {
  readonly isTerminal = Deno.stdout.isTerminal();
  readonly colour = this.isTerminal && !Deno.noColor;
  readonly clock = systemClock;
  grace: Grace = { ms: GRACE_MS };
  readonly #stop = new AbortController();
  readonly #encoder = new TextEncoder();
  #lastWords = "";
  #keyboard: Disposable | undefined;
  /** Since when a write to standard output is under way, if one is. */
  #writingSinceMs: number | undefined;

  constructor() {
    // Deno ends by a SIGHUP that nobody listens for, also by one that was ignored.
    const isDeaf = isHangupIgnored();
    for (const name of SIGNALS) {
      Deno.addSignalListener(name, () => {
        if (!(isDeaf && name === "SIGHUP")) this.#end(name);
      });
    }
    for (const event of ENDS) addEventListener(event, () => this.#sayLastWords());
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  size(): { columns: number; rows: number } {
    try {
      const { columns, rows } = Deno.consoleSize();
      return { columns: columns || 80, rows: rows || 24 }; // some say 0 for "not known"
    } catch { // not a terminal
      return { columns: 80, rows: 24 };
    }
  }

  async write(text: string): Promise<void> {
    this.#writingSinceMs ??= this.clock.nowMs();
    try {
      await writeAll(Deno.stdout, this.#encoder.encode(text));
    } catch (error) {
      if (!isGone(error)) throw error;
      this.#end("output-closed");
    } finally {
      this.#writingSinceMs = undefined;
    }
  }

  async complain(text: string): Promise<void> {
    try {
      await writeAll(Deno.stderr, this.#encoder.encode(text));
    } catch {
      // There is nobody left to tell.
    }
  }

  openKeyboard(take: (key: string) => void): Disposable | undefined {
    const keyboard = openKeyboard(take);
    if (keyboard === undefined) return undefined;
    return this.#keyboard = {
      [Symbol.dispose]: () => {
        if (!this.#isHeld) keyboard[Symbol.dispose]();
      },
    };
  }

  lastWords(text: string): void {
    this.#lastWords = text;
  }

  /** Whether nobody reads what is written: then what restores the terminal would wait for that, too. */
  get #isHeld(): boolean {
    const sinceMs = this.#writingSinceMs;
    return sinceMs !== undefined && this.clock.nowMs() - sinceMs > HELD_MS;
  }

  #sayLastWords(): void {
    if (this.#isHeld) return;
    this.#keyboard?.[Symbol.dispose]();
    const words = this.#lastWords;
    this.#lastWords = "";
    try {
      if (words !== "") Deno.stdout.writeSync(this.#encoder.encode(words));
    } catch {
      // There is no terminal left to restore.
    }
  }

  #end(reason: StopReason): void {
    if (this.signal.aborted) return;
    this.#stop.abort(reason);
    // Something may be stuck: a write to a pipe that nobody reads, a device, a connection.
    const sinceMs = this.clock.nowMs();
    const endInTime = (): void => {
      const { ms, code = exitCodeOfStop(reason) } = this.grace;
      const leftMs = sinceMs + ms - this.clock.nowMs();
      if (leftMs <= 0) Deno.exit(code);
      this.clock.timer(leftMs, endInTime);
    };
    endInTime();
  }
}

/** Whether nobody can read us any more: the reader of the pipe has ended, or the terminal has. */
function isGone(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe ||
    error instanceof Error && "code" in error && error.code === "EIO";
}

async function writeAll(output: typeof Deno.stdout, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await output.write(bytes.subarray(written));
  }
}
