import type { Random } from "../../contract/random.ts";
import { DMM_FUNCTION_NAMES, DMM_FUNCTIONS, type DmmFunction, OVER_RANGE } from "./dmm_function.ts";

/** What SCPI says for "above the range". */
export const OVERLOAD = 9.9e37;

/** What is connected to a multimeter, by function: a quantity in its unit, by time in s. */
export type DmmInputs = Readonly<Partial<Record<DmmFunction, (timeS: number) => number>>>;

/** How one function is set. */
interface Setting {
  range: number;
  isAuto: boolean;
  /** The measuring time in cycles of the mains. */
  cycles: number;
}

/** Noise of one cycle, as a part of the range. */
const NOISE = 2e-6;
const DEFAULT_CYCLES = 1;

/** The measuring part of a multimeter. */
export class DmmMeter {
  /** What is measured. */
  selected: DmmFunction = "VOLT";
  readonly #inputs: DmmInputs;
  readonly #random: Random;
  readonly #mainsHz: number;
  #settings = new Map<DmmFunction, Setting>();

  /** Makes a meter that something is connected to. */
  constructor(inputs: DmmInputs, random: Random, mainsHz: number) {
    this.#inputs = inputs;
    this.#random = random;
    this.#mainsHz = mainsHz;
  }

  /** How a function is set; it may be changed. */
  setting(name: DmmFunction = this.selected): Setting {
    let setting = this.#settings.get(name);
    if (setting === undefined) {
      const range = DMM_FUNCTIONS[name].ranges.at(-1)!;
      this.#settings.set(name, setting = { range, isAuto: true, cycles: DEFAULT_CYCLES });
    }
    return setting;
  }

  /** Sets the smallest range that takes a value. */
  setRange(name: DmmFunction, value: number): void {
    Object.assign(this.setting(name), { range: rangeFor(name, Math.abs(value)), isAuto: false });
  }

  /** How long one measurement takes, in ms. */
  sampleMs(): number {
    return this.setting().cycles / this.#mainsHz * 1_000;
  }

  /** Measures once: what is connected, with noise; or {@linkcode OVERLOAD}, with its sign. */
  sample(atMs: number): number {
    const value = this.#input(atMs);
    const setting = this.setting();
    if (setting.isAuto) setting.range = rangeFor(this.selected, Math.abs(value));
    if (Math.abs(value) > OVER_RANGE * setting.range) return value < 0 ? -OVERLOAD : OVERLOAD;
    return value + setting.range * NOISE / Math.sqrt(setting.cycles) * this.#gaussian();
  }

  /** What is connected, without noise, and cut off at the range: at so many moments, in ms. */
  trace(startMs: number, intervalMs: number, points: number): Float64Array {
    const { range } = this.setting();
    const values = new Float64Array(points);
    for (let index = 0; index < points; index++) {
      const value = this.#input(startMs + index * intervalMs);
      values[index] = Math.min(range, Math.max(-range, value));
    }
    return values;
  }

  /** As it is after `*RST`. */
  reset(): void {
    this.selected = "VOLT";
    this.#settings = new Map();
  }

  #input(atMs: number): number {
    const input = this.#inputs[this.selected] ?? DMM_FUNCTIONS[this.selected].input;
    return input(atMs / 1_000);
  }

  /** Nearly normal, from twelve even ones; never beyond 6. */
  #gaussian(): number {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += this.#random.next();
    return sum;
  }
}

/** The smallest range that a value fits into, or the greatest there is. */
export function rangeFor(name: DmmFunction, magnitude: number): number {
  const { ranges } = DMM_FUNCTIONS[name];
  return ranges.find((range) => magnitude <= OVER_RANGE * range) ?? ranges.at(-1)!;
}

/** The function that a text names, such as `VOLT:DC` or `volt`. */
export function functionNamed(text: string): DmmFunction | undefined {
  const name = text.toUpperCase().replace(/:DC$/, "");
  return DMM_FUNCTION_NAMES.find((it) => it === name);
}
