import type { ReadCall } from "../contract/channel.ts";

/** The call handed to a reader; makes its signal only if the reader asks for it. */
export class LazyReadCall implements ReadCall {
  readonly timeoutMs: number;
  #controller: AbortController | undefined;
  #over = false;
  #reason: unknown;

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#over) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Tells the reader that nobody waits for it any more. */
  end(reason: unknown): void {
    this.#over = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}
