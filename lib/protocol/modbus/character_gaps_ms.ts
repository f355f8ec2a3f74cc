/** The two silences of a serial line. */
export interface CharacterGaps {
  /** The longest silence within a message (t1.5), in ms. */
  readonly withinMs: number;
  /** The shortest silence between messages (t3.5), in ms. */
  readonly betweenMs: number;
}

/** Start bit, 8 data bits, parity or a second stop bit, stop bit. */
const BITS_A_CHARACTER = 11;

/**
 * The silences of Modbus RTU: 1.5 and 3.5 characters of 11 bits; above 19200 baud always 0.75 and
 * 1.75 ms. (Modbus over Serial Line V1.02, clause 2.5.1.1)
 *
 * @param baudRate Bits a second, above 0.
 * @throws {RangeError} If `baudRate` is not a finite number above 0.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(characterGapsMs(9_600).betweenMs.toFixed(3), "4.010");
 * strictEqual(characterGapsMs(115_200).betweenMs, 1.75);
 * ```
 */
export function characterGapsMs(baudRate: number): CharacterGaps {
  if (!(baudRate > 0 && baudRate < Infinity)) {
    throw new RangeError(
      `Cannot tell the gaps: baudRate must be finite and > 0, got ${baudRate}`,
    );
  }
  if (baudRate > 19_200) return { withinMs: 0.75, betweenMs: 1.75 };
  const characterMs = BITS_A_CHARACTER * 1_000 / baudRate;
  return { withinMs: 1.5 * characterMs, betweenMs: 3.5 * characterMs };
}
