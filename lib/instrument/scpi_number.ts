import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import type { Numeric, NumericOptions } from "../protocol/scpi/numeric.ts";

/** How a value follows from the number on the wire: `number * scale + offset`. */
export interface ScaleOptions {
  /** What 1 on the wire is worth. Default: 1. */
  readonly scale?: number | undefined;
  /** What 0 on the wire is worth. Default: 0. */
  readonly offset?: number | undefined;
}

/** How a number is written on the wire, and what it is worth. */
export interface ScpiNumberOptions extends NumericOptions, ScaleOptions {}

const WORDS = {
  "not-a-number": "that it has no number (9.91E37)",
  "over-range": "that it is above its range (9.9E37)",
  "under-range": "that it is below its range (-9.9E37)",
} as const;

/** Both directions between values and the numbers on the wire. */
export interface Scaling {
  /** The value of an answer. Throws `value.invalid` if the instrument says that it has none. */
  value(answer: Numeric): number;
  /** The number to be sent for a value. */
  number(value: number): number;
}

/** Which channel is meant, for errors. */
export interface Measured {
  /** The channel. */
  readonly channel: string;
  /** Where the instrument is. */
  readonly address: string;
  /** What is asked. */
  readonly sent: string;
}

/**
 * Makes the scaling of a channel.
 *
 * @throws {RangeError} If the scale is 0, or something is not finite.
 */
export function scaling(
  measured: Measured,
  { scale = 1, offset = 0 }: ScaleOptions = {},
): Scaling {
  const name = printable(measured.channel);
  if (!Number.isFinite(scale) || scale === 0 || !Number.isFinite(offset)) {
    throw new RangeError(
      `Cannot scale ${name} by ${scale} with an offset of ${offset}: both should be finite, and ` +
        `the scale not 0`,
    );
  }
  const isPlain = scale === 1 && offset === 0;
  return {
    value(answer) {
      if (answer.kind === "number") {
        return isPlain ? answer.value : sum(answer.value * scale, offset);
      }
      throw new ReadoutError(
        "value.invalid",
        `Cannot read ${name}: the instrument says ${WORDS[answer.special]}`,
        measured,
      );
    },
    number: (value) => isPlain ? value : sum(value / scale, -offset / scale),
  };
}

/** Without what binary fractions add beyond the 15th digit of the greater one. */
function sum(a: number, b: number): number {
  const greater = Math.max(Math.abs(a), Math.abs(b));
  const digits = 14 - Math.floor(Math.log10(greater || 1));
  return Number((a + b).toFixed(Math.min(100, Math.max(0, digits))));
}
