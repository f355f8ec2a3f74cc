import type { Random } from "../../contract/random.ts";
import type { Band } from "./band.ts";

/** How many values are remembered: those of the longest read at the shortest period. */
const REMEMBERED = 512;

/**
 * What a simulated device measures: a value that moves within a band, is never quite the same twice,
 * and is remembered for a while, so that it can be told whose it is and when it was said.
 */
export class Quantity {
  readonly #band: Band;
  readonly #phase: number;
  readonly #periodMs: number;
  readonly #random: Random;
  #count = 0;
  #isOutside = false;
  readonly #values: number[] = [];
  readonly #saidMs: number[] = [];

  /** Makes a quantity that has not been measured. */
  constructor(band: Band, random: Random) {
    this.#band = band;
    this.#random = random;
    this.#phase = 2 * Math.PI * random.next();
    this.#periodMs = 600_000 * (1 + random.next());
  }

  /** Whether it can leave its band: something watches for that. */
  get canLeave(): boolean {
    return this.#band.outside !== undefined;
  }

  /** It leaves its band, to where an alarm or an interlock is; or comes back. */
  leave(isOutside: boolean): void {
    this.#isOutside = isOutside;
  }

  /** Measures it. What the device makes of that on the wire is what it has said: {@linkcode said}. */
  measure(nowMs: number): number {
    const { low, high, outside } = this.#band;
    const place = Math.sin(2 * Math.PI * nowMs / this.#periodMs + this.#phase);
    const fine = (this.#count++ % 1_000 - 500) * 1e-5 + this.#random.next() * 1e-6;
    const middle = this.#isOutside && outside !== undefined ? outside : (low + high) / 2;
    const width = this.#isOutside ? (high - low) / 50 : high - low;
    return middle + width * (0.49 * place + fine);
  }

  /** Measures a bit. */
  measureBit(): boolean {
    return this.#random.next() < 0.5;
  }

  /** Remembers what the device says, as whoever asks it understands it. */
  said(value: number, nowMs: number): number {
    const at = this.#count % REMEMBERED;
    this.#values[at] = value;
    this.#saidMs[at] = nowMs;
    return value;
  }

  /** Whether the device said this value, give or take a tolerance, in that time. */
  hasSaid(value: number, fromMs: number, toMs: number, tolerance: number): boolean {
    for (let back = 0; back < this.#values.length; back++) {
      const at = (this.#count - back + 2 * REMEMBERED) % REMEMBERED;
      const saidMs = this.#saidMs[at];
      if (saidMs === undefined || saidMs > toMs) continue;
      if (saidMs < fromMs) return false;
      if (isSame(this.#values[at]!, value, tolerance)) return true;
    }
    return false;
  }
}

function isSame(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance + 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
