import type { ReadCall, Reader } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";

/** How long a call may go on after its time is over, in ms, before it is given up. */
const PATIENCE_MS = 60_000;
/** So many calls that were given up may be alive. */
const MOST_ABANDONED = 3;

interface Call {
  readonly call: ReadCall;
  /** When it was first seen that its time was over. */
  overMs: number | undefined;
}

/**
 * Knows which calls of a reader are under way, so that one that never ends, though it is told to, can be
 * given up: what it says then is nobody's value any more.
 */
export class ReaderCalls {
  readonly #clock: Clock;
  #now: Call | undefined;
  /** Those that were given up, and have not ended. */
  #abandoned = 0;

  /** Knows of none yet. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The same reader; its calls are known from now on. */
  watched<T>(reader: Reader<T>): Reader<T> {
    return (call) => {
      const result = reader(call);
      if (typeof (result as { then?: unknown } | null)?.then !== "function") return result;
      return this.#untilEnd(call, result as PromiseLike<T>);
    };
  }

  /** Whether to give up the call that is under way, and to call the reader anew: then it is done. */
  giveUp(): boolean {
    const now = this.#now;
    if (now === undefined || !now.call.signal.aborted) return false;
    now.overMs ??= this.#clock.nowMs();
    if (this.#clock.nowMs() - now.overMs < PATIENCE_MS) return false;
    if (this.#abandoned >= MOST_ABANDONED) return false;
    this.#abandoned++;
    this.#now = undefined;
    return true;
  }

  async #untilEnd<T>(call: ReadCall, result: PromiseLike<T>): Promise<T> {
    const mine: Call = { call, overMs: undefined };
    this.#now = mine;
    try {
      return await result;
    } finally {
      if (this.#now === mine) this.#now = undefined;
      else this.#abandoned--;
    }
  }
}
