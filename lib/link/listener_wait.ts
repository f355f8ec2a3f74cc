import type { Clock } from "../contract/clock.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { watchdogOf } from "../base/watchdog.ts";
import type { Ear, Heard, HeardMessage } from "./listener_event.ts";
import type { NextOptions } from "./listener_options.ts";

/** What a {@linkcode ListenerWait} needs of its listener. */
export interface WaitingRoom {
  readonly address: string;
  readonly clock: Clock;
  /** Called once, when the wait is over. */
  readonly onOver: () => void;
}

/** The wait for one message that somebody wants: over by that message, a fault, or its signal. */
export class ListenerWait<M> implements Ear<M> {
  readonly promise: Promise<HeardMessage<M>>;
  readonly deadlineMs: number;
  readonly #isWanted: (message: M) => boolean;
  readonly #room: WaitingRoom;
  readonly #options: NextOptions & { readonly timeoutMs: number };
  readonly #settle: { resolve(heard: HeardMessage<M>): void; reject(reason: unknown): void };
  #others = 0;
  #isOver = false;

  constructor(
    isWanted: (message: M) => boolean,
    room: WaitingRoom,
    options: NextOptions & { readonly timeoutMs: number },
  ) {
    const { promise, ...settle } = Promise.withResolvers<HeardMessage<M>>();
    const { signal, timeoutMs } = options;
    this.promise = promise;
    this.#settle = settle;
    this.#isWanted = isWanted;
    this.#room = room;
    this.#options = options;
    this.deadlineMs = room.clock.nowMs() + timeoutMs;
    watchdogOf(room.clock).watch(this);
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  hear(heard: Heard<M>): void {
    switch (heard.kind) {
      case "message":
        try {
          if (this.#isWanted(heard.message)) this.#end(() => this.#settle.resolve(heard));
          else this.#others++;
        } catch (thrown) { // its caller's own mistake
          this.end(thrown);
        }
        return;
      case "bad":
        return;
      case "silent":
      case "lost":
        return this.end(heard.error);
    }
  }

  end(reason: unknown): void {
    this.#end(() => this.#settle.reject(reason));
  }

  expire(): void {
    const { address } = this.#room;
    const what = this.#others === 0 ? "no message came" : `${this.#others} other messages came`;
    const text = `Cannot hear ${address}: ${what} in ${this.#options.timeoutMs} ms`;
    this.end(new ReadoutError("timeout.reply", text, { address }));
  }

  readonly #onAbort = (): void => this.end(this.#options.signal?.reason);

  #end(settle: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    watchdogOf(this.#room.clock).release(this);
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
    this.#room.onOver();
    settle();
  }
}
