import type { Clock } from "../contract/clock.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";

/** What a thread tells its owner. */
export interface ThreadEvents<Message> {
  /** It said something. */
  readonly onMessage: (message: Message) => void;
  /** It threw, could not be loaded, or no longer advances; it has been ended. Called once at most. */
  readonly onFailure: (error: ReadoutError) => void;
}

/** Tells how far a thread is, to see whether it advances. */
export interface Pulse {
  /** Changes as long as the thread lives. */
  readonly beat: () => number;
  /** How long it may stand still, in ms. */
  readonly limitMs: number;
  /** Whose time that is. */
  readonly clock: Clock;
}

/** A Web Worker that does not fail in silence. */
export class WorkerThread<To, From> implements Disposable {
  readonly #worker: Worker;
  readonly #events: ThreadEvents<From>;
  #cancelPulse: (() => void) | undefined;
  #over = false;

  /** Starts the module at `url` in a thread of its own. */
  constructor(url: URL, events: ThreadEvents<From>, pulse?: Pulse) {
    this.#events = events;
    this.#worker = new Worker(url, { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<From>): void => {
      if (!this.#over) events.onMessage(data);
    };
    this.#worker.onerror = (event): void => {
      event.preventDefault(); // else the whole process ends
      this.#fail(`it threw "${printable(event.message, 256)}"`, event.error);
    };
    this.#worker.onmessageerror = (): void => this.#fail("it sent what cannot be read");
    if (pulse) this.#watch(pulse);
  }

  /** Tells the thread something; what is in `transfer` changes hands. */
  post(message: To, transfer: Transferable[] = []): void {
    if (!this.#over) this.#worker.postMessage(message, transfer);
  }

  /** Ends the thread at once. Doing it twice is fine. */
  [Symbol.dispose](): void {
    this.#over = true;
    this.#cancelPulse?.();
    this.#worker.terminate();
  }

  #fail(what: string, cause?: unknown): void {
    if (this.#over) return;
    this[Symbol.dispose]();
    this.#events.onFailure(
      new ReadoutError("worker.failed", `Cannot go on in a worker: ${what}`, {
        ...(cause === undefined || cause === null ? {} : { cause }),
      }),
    );
  }

  #watch({ beat, limitMs, clock }: Pulse): void {
    let last = beat();
    let lastMs = clock.nowMs();
    let still = 0;
    const look = (): void => {
      const now = beat();
      const nowMs = clock.nowMs();
      // Whoever was blocked itself, perhaps with the thread's question unanswered, cannot judge.
      const blocked = nowMs - lastMs > limitMs;
      still = now === last && !blocked ? still + 1 : 0;
      if (still === 2) return this.#fail(`it has not advanced for ${limitMs} ms`);
      last = now;
      lastMs = nowMs;
      this.#cancelPulse = clock.timer(limitMs / 2, look);
    };
    this.#cancelPulse = clock.timer(limitMs / 2, look);
  }
}
