import type { Clock } from "../lib/contract/clock.ts";

/** Why a command was stopped from outside: the reason of {@linkcode Io.signal}. */
export type StopReason = "SIGINT" | "SIGTERM" | "SIGHUP" | "output-closed";

/** How the process ends if a command that was stopped does not end by itself. */
export interface Grace {
  /** How long it may take, in ms. */
  readonly ms: number;
  /** The exit code then. Default: that of the signal. */
  readonly code?: number;
}

/** Everything a command sees of the world besides channels, so that a test can bring its own. */
export interface Io {
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  /** Whether colours are wanted: on a terminal, and NO_COLOR is not set. */
  readonly colour: boolean;
  /** How large the terminal is now, in characters. */
  size(): { readonly columns: number; readonly rows: number };
  /**
   * Writes text to standard output. Nobody reading it any more is no error but a reason to stop:
   * {@linkcode signal} aborts.
   */
  write(text: string): Promise<void>;
  /** Writes text to standard error. */
  complain(text: string): Promise<void>;
  /**
   * Gives each key that is typed, at once, until it is disposed of.
   *
   * @returns `undefined` if there is no keyboard for this command.
   */
  openKeyboard(take: (key: string) => void): Disposable | undefined;
  /** Keeps text to be written if the process ends without the command's doing; `""` for none. */
  lastWords(text: string): void;
  /** Aborts with a {@linkcode StopReason} when the command should end. */
  readonly signal: AbortSignal;
  /**
   * What a command may take when it is stopped. Default: 0.7 s; one that has more to do says so, also
   * when it has been stopped already.
   */
  grace: Grace;
  /** Whose time it is. */
  readonly clock: Clock;
}

/** Why the command was stopped from outside, or `undefined` if it was not. */
export function stopReason(io: Io): StopReason | undefined {
  return io.signal.aborted ? io.signal.reason as StopReason : undefined;
}
