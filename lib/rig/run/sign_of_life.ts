import type { Clock } from "../../contract/clock.ts";
import { printable } from "../../base/printable.ts";
import type { Notifier } from "../notify/notifier.ts";
import type { Liveness } from "../supervise/liveness.ts";

/**
 * Tells whoever supervises the process how a rig is, and that it lives: only while every loop that
 * must not stand still advances, and while it ends within the time that this may take.
 */
export class SignOfLife {
  readonly #notifier: Notifier | undefined;
  readonly #clock: Clock;
  readonly #liveness: Liveness;
  #endsMs = Infinity;
  #isEnding = false;
  #status = "";
  #cancelTimer: (() => void) | undefined;

  /** Begins to give signs. */
  constructor(notifier: Notifier | undefined, clock: Clock, liveness: Liveness) {
    this.#notifier = notifier;
    this.#clock = clock;
    this.#liveness = liveness;
    this.#feed();
  }

  /** All that must be there at the start is. */
  ready(): void {
    if (!this.#isEnding) this.#notifier?.tell("READY=1");
  }

  /** How it is, in a line. */
  status(text: string): void {
    if (text === this.#status) return;
    this.#status = text;
    this.#notifier?.tell(`STATUS=${printable(text, 200)}`);
  }

  /** It ends, and is over in so many ms at the latest. */
  stopping(withinMs: number): void {
    this.#isEnding = true;
    this.#endsMs = this.#clock.nowMs() + withinMs;
    this.#notifier?.tell("STOPPING=1");
    this.#notifier?.tell(`EXTEND_TIMEOUT_USEC=${Math.ceil(1_000 * withinMs)}`);
  }

  /** It is over. */
  stop(): void {
    this.#cancelTimer?.();
  }

  #feed(): void {
    const { watchdogMs } = this.#notifier ?? {};
    if (watchdogMs === undefined) return;
    const lives = this.#isEnding
      ? this.#clock.nowMs() <= this.#endsMs
      : this.#liveness.wedged().length === 0;
    if (lives) this.#notifier!.tell("WATCHDOG=1");
    this.#cancelTimer = this.#clock.timer(watchdogMs / 2, () => this.#feed());
  }
}
