/** Something that happens again and again. */
interface Recurring {
  /** When it happens next, in monotonic ms. */
  nextMs: number;
  /** Happens; returns in how many ms it happens again. */
  readonly happen: (nowMs: number) => number;
}

/** What is to happen in a simulation, in order. It sets no timers: whoever moves the time asks it. */
export class Calendar {
  readonly #events: Recurring[] = [];
  readonly #startMs: number;

  /** Begins at a moment of monotonic time. */
  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  /** Adds something that happens for the first time in so many ms from the beginning. */
  add(inMs: number, happen: (nowMs: number) => number): void {
    this.#events.push({ nextMs: this.#startMs + inMs, happen });
  }

  /** When something happens next. */
  get nextMs(): number {
    return this.#events.reduce((next, { nextMs }) => Math.min(next, nextMs), Infinity);
  }

  /** Lets happen what is due. */
  pass(nowMs: number): void {
    for (const event of this.#events) {
      if (event.nextMs <= nowMs) event.nextMs = nowMs + event.happen(nowMs);
    }
  }
}
