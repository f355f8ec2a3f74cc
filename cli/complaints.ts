import type { Io } from "./io.ts";

/** How many may wait for who reads them. */
const WAITING = 1_000;

/**
 * Tells things on standard error, one after another. Nobody waits for that; if nobody reads it, such as
 * behind a terminal that is held by Ctrl-S, what no longer fits is dropped, and counted.
 */
export class Complaints {
  readonly #io: Io;
  #waiting = 0;
  #dropped = 0;
  #said: Promise<void> = Promise.resolve();

  /** Has told nothing yet. */
  constructor(io: Io) {
    this.#io = io;
  }

  /** Resolves when all has been told that was said so far. */
  get said(): Promise<void> {
    return this.#said;
  }

  /** Tells lines that are safe to print. Never throws. */
  say(text: string): void {
    if (this.#waiting === WAITING) {
      this.#dropped++;
      return;
    }
    this.#waiting++;
    this.#said = this.#said.then(async () => {
      await this.#io.complain(text);
      this.#waiting--;
      await this.#tellDropped();
    });
  }

  async #tellDropped(): Promise<void> {
    const dropped = this.#dropped;
    if (dropped === 0 || this.#waiting > 0) return; // those that wait came before
    this.#dropped = 0;
    await this.#io.complain(`readout: ${dropped} more were not told: nobody read them\n`);
  }
}
