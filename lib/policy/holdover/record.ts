import { median, type Noise, noiseOf } from "./noise.ts";

/** How many measurements are kept. */
const CAPACITY = 60;

/** So many are needed before anything is said about noise. */
const ENOUGH = 10;

/** A measurement. */
export interface Measurement<T> {
  readonly value: T;
  readonly monoMs: number;
}

/**
 * The last measurements of a channel. Taking one costs nothing to speak of: everything is worked out
 * when it is first asked for, which is when contact is lost.
 */
export class MeasurementRecord<T> {
  #entries: Measurement<T>[] = [];
  #next = 0;
  #ordered: readonly Measurement<T>[] | undefined;
  #noise: Noise | undefined;
  #stepMs: number | undefined;

  /** Adds one, in place of the oldest if there are many. */
  add(measurement: Measurement<T>): void {
    this.#entries[this.#next] = measurement;
    this.#next = (this.#next + 1) % CAPACITY;
    this.#ordered = this.#noise = this.#stepMs = undefined;
  }

  /** Forgets all. */
  clear(): void {
    this.#entries = [];
    this.#next = 0;
    this.#ordered = this.#noise = this.#stepMs = undefined;
  }

  /** The measurements, oldest first. */
  get measurements(): readonly Measurement<T>[] {
    const isFull = this.#entries.length === CAPACITY;
    return this.#ordered ??= isFull
      ? [...this.#entries.slice(this.#next), ...this.#entries.slice(0, this.#next)]
      : [...this.#entries];
  }

  /** The last one. */
  get last(): Measurement<T> | undefined {
    return this.#entries.at(this.#next - 1);
  }

  /** Whether there are enough numbers to say something about their noise. */
  get isEnough(): boolean {
    return this.#entries.length >= ENOUGH;
  }

  /** The usual time between two, in ms; infinite if there are not two. */
  get stepMs(): number {
    return this.#stepMs ??= this.#entries.length < 2 ? Infinity : median(
      this.measurements.slice(1).map(({ monoMs }, at) => monoMs - this.measurements[at]!.monoMs),
    );
  }

  /** The values, if they are numbers. */
  get numbers(): readonly number[] {
    return this.measurements.map(({ value }) => value as number);
  }

  /** What is known of their noise. */
  get noise(): Noise {
    return this.#noise ??= noiseOf(this.numbers);
  }
}
