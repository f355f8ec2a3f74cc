import type { Parsed } from "../../base/parsed.ts";

/**
 * How a value is written within a line, in both directions: what `format` writes, `parse` reads back
 * as the same value.
 *
 * @typeParam T What is meant by the text.
 */
export interface TextFormat<T> {
  /** Reads a text from outside, without its terminator. It never throws. */
  parse(text: string): Parsed<T>;
  /**
   * Writes a value as a device does. Throws a `RangeError` or `TypeError` if the value cannot be
   * written so that it is read back.
   */
  format(value: T): string;
}
