/** Asks a person for lines. */
export interface Prompt extends Disposable {
  /** Whether a person sits there, and not a pipe. */
  readonly isInteractive: boolean;
  /** What was typed, the oldest first. */
  readonly history: readonly string[];
  /** The next line; `undefined` at the end of the input. */
  ask(): Promise<string | undefined>;
  /** Calls back when Ctrl-C is pressed while nothing is being typed. */
  onInterrupt(callback: () => void): void;
}

/** Opens one that knows what was typed before, the oldest first. */
export type OpenPrompt = (history: readonly string[]) => Promise<Prompt>;
