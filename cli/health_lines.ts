import type { Clock } from "../lib/contract/clock.ts";
import { healthText } from "../lib/rig/health/health_text.ts";
import type { RigHealth } from "../lib/rig/health/rig_health.ts";

/** The least time between two tellings, in ms: something that flaps must not flood a log. */
const PAUSE_MS = 1_000;

/** Tells a rig's health in lines of text when it changes, but not too often. */
export class HealthLines {
  readonly #clock: Clock;
  readonly #say: (text: string) => void;
  #latest: RigHealth | undefined;
  #told = "";
  #cancelPause: (() => void) | undefined;

  /** Tells nothing yet. */
  constructor(clock: Clock, say: (text: string) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  /** How the rig is now. */
  take(health: RigHealth): void {
    this.#latest = health;
    if (this.#cancelPause !== undefined) return; // it is told when the pause is over
    this.#tell();
    this.#cancelPause = this.#clock.timer(PAUSE_MS, () => {
      this.#cancelPause = undefined;
      this.#tell();
    });
  }

  /** Tells what has not been told yet, and no more. */
  end(): void {
    this.#cancelPause?.();
    this.#tell();
  }

  #tell(): void {
    if (this.#latest === undefined) return;
    const text = `${healthText(this.#latest).join("\n")}\n`;
    this.#latest = undefined;
    if (text === this.#told) return;
    this.#told = text;
    this.#say(text);
  }
}
