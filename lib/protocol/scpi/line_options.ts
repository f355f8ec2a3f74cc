/** How lines are written on the wire. */
export interface LineOptions {
  /**
   * What ends a line: 1 to 8 ASCII characters. A CR before a terminator of LF belongs to the
   * terminator.
   *
   * @default {"\n"}
   */
  readonly terminator?: string | undefined;
  /**
   * How characters beyond ASCII are written. Bytes that are no UTF-8 make a line bad; in Latin-1
   * every byte is a character.
   *
   * @default {"utf-8"}
   */
  readonly encoding?: Encoding | undefined;
  /**
   * The longest reply, in bytes, its terminator included: 16 to 2^30.
   *
   * @default {65536}
   */
  readonly maxBytes?: number | undefined;
}

/** How characters become bytes. */
export type Encoding = "utf-8" | "latin1";

/** {@linkcode LineOptions}, complete and checked. */
export interface LineRules {
  /** What ends a line. */
  readonly terminator: string;
  /** The same as bytes. */
  readonly terminatorBytes: Uint8Array;
  /** How characters become bytes. */
  readonly encoding: Encoding;
  /** The longest reply, in bytes. */
  readonly maxBytes: number;
}

/**
 * Completes and checks line options.
 *
 * @throws {RangeError} If `maxBytes` or the length of the terminator is outside its limits.
 * @throws {TypeError} If the terminator is not ASCII.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(lineRules().maxBytes, 65_536);
 * ```
 */
export function lineRules(options: LineOptions = {}): LineRules {
  const { terminator = "\n", encoding = "utf-8", maxBytes = 65_536 } = options;
  if (terminator.length < 1 || terminator.length > 8) {
    throw new RangeError(
      `Cannot end lines with ${terminator.length} characters: a terminator should have 1 to 8`,
    );
  }
  const terminatorBytes = Uint8Array.from(terminator, (unit) => unit.charCodeAt(0));
  // deno-lint-ignore no-control-regex
  if (!/^[\x00-\x7f]+$/.test(terminator)) {
    throw new TypeError(
      `Cannot end lines with ${JSON.stringify(terminator)}: a terminator should be ASCII`,
    );
  }
  if (!(Number.isInteger(maxBytes) && maxBytes >= 16 && maxBytes <= 2 ** 30)) {
    throw new RangeError(
      `Cannot limit a reply to ${maxBytes} bytes: maxBytes should be an integer from 16 to 2^30`,
    );
  }
  return { terminator, terminatorBytes, encoding, maxBytes };
}
