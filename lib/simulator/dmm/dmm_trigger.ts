import { ScpiError } from "../scpi/scpi_error.ts";

/** Where a trigger comes from: at once, or by `*TRG`. */
export type TriggerSource = "IMMediate" | "BUS";

/** What a multimeter has measured since it was last told to, or is about to. */
type Measuring =
  | { readonly kind: "idle" }
  | { readonly kind: "waiting" }
  | { readonly kind: "triggered"; readonly readings: readonly number[]; readonly untilMs: number };

/** The trigger of a multimeter: `INITiate`, a trigger, so many samples, and they can be fetched. */
export class DmmTrigger {
  /** Where triggers come from. */
  source: TriggerSource = "IMMediate";
  /** How many samples a trigger takes. */
  sampleCount = 1;
  /** From the trigger to the first sample, in ms. */
  delayMs = 0;
  #measuring: Measuring = { kind: "idle" };
  /** Measures once, at a moment in ms; and how long that takes, in ms. */
  readonly #sample: (atMs: number) => number;
  readonly #sampleMs: () => number;

  /** Makes a trigger of what measures, and how long that takes. */
  constructor(sample: (atMs: number) => number, sampleMs: () => number) {
    this.#sample = sample;
    this.#sampleMs = sampleMs;
  }

  /** Until when it measures, in ms; `-Infinity` if it does not. */
  get untilMs(): number {
    return this.#measuring.kind === "triggered" ? this.#measuring.untilMs : -Infinity;
  }

  /** Waits for a trigger: -213 if it waits or measures already. */
  initiate(nowMs: number): void {
    if (this.#measuring.kind === "waiting" || nowMs < this.untilMs) {
      throw new ScpiError({ code: -213, text: "Init ignored" });
    }
    this.#measuring = { kind: "waiting" };
    if (this.source === "IMMediate") this.trigger(nowMs);
  }

  /** Triggers: -211 if it does not wait for a trigger. */
  trigger(nowMs: number): void {
    if (this.#measuring.kind !== "waiting") throw new ScpiError(-211);
    const startMs = nowMs + this.delayMs;
    const sampleMs = this.#sampleMs();
    const readings = Array.from(
      { length: this.sampleCount },
      (_, index) => this.#sample(startMs + (index + 0.5) * sampleMs),
    );
    const untilMs = startMs + this.sampleCount * sampleMs;
    this.#measuring = { kind: "triggered", readings, untilMs };
  }

  /** What was measured, and when that is or was done: -230 if nothing was. */
  fetch(): { readonly readings: readonly number[]; readonly untilMs: number } {
    if (this.#measuring.kind === "triggered") return this.#measuring;
    throw new ScpiError(-230);
  }

  /** Forgets what was measured, as every change of a setting does. */
  abort(): void {
    this.#measuring = { kind: "idle" };
  }

  /** As it is after `*RST`. */
  reset(): void {
    this.source = "IMMediate";
    this.sampleCount = 1;
    this.delayMs = 0;
    this.abort();
  }
}
