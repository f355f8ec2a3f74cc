import type { Checksum } from "./checksum.ts";
import { CRC_PRESETS, type CrcParameters, type CrcPreset } from "./crc_presets.ts";

/**
 * Makes a cyclic redundancy check from a well-known name or from its parameters. Its table of 256
 * numbers is made once, here.
 *
 * @param kind A name such as `"CRC-16/MODBUS"`, or the parameters of another.
 * @throws {RangeError} If the width is not an integer from 8 to 32, or a number does not fit it.
 *
 * @example By name, and by parameters
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const digits = new TextEncoder().encode("123456789");
 * strictEqual(crc("CRC-16/MODBUS")(digits), 0x4b37);
 *
 * const openPgp = crc({
 *   width: 24,
 *   poly: 0x864cfb,
 *   init: 0xb704ce,
 *   refIn: false,
 *   refOut: false,
 *   xorOut: 0,
 * });
 * strictEqual(openPgp(digits), 0x21cf02);
 * ```
 */
export function crc(kind: CrcPreset | CrcParameters): Checksum {
  const parameters = typeof kind === "string" ? CRC_PRESETS[kind] : kind;
  check(parameters);
  const { width, refIn, refOut, xorOut } = parameters;
  const spareBits = 32 - width;
  const table = refIn ? tableOfReflected(parameters) : tableOfPlain(parameters);
  const init = refIn ? reversed(parameters.init, width) : parameters.init << spareBits;

  return (bytes) => {
    let register = init;
    if (refIn) { // the register lies at the right end of 32 bits, its lowest power leftmost
      for (let at = 0; at < bytes.length; at++) {
        register = register >>> 8 ^ table[(register ^ bytes[at]!) & 0xff]!;
      }
    } else { // it lies at the left end, its highest power leftmost
      for (let at = 0; at < bytes.length; at++) {
        register = register << 8 ^ table[register >>> 24 ^ bytes[at]!]!;
      }
      register >>>= spareBits;
    }
    return ((refIn === refOut ? register : reversed(register, width)) ^ xorOut) >>> 0;
  };
}

function tableOfReflected({ width, poly }: CrcParameters): Uint32Array {
  const divisor = reversed(poly, width);
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? rest >>> 1 ^ divisor : rest >>> 1;
    return rest;
  });
}

function tableOfPlain({ width, poly }: CrcParameters): Uint32Array {
  const divisor = poly << 32 - width;
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte << 24;
    for (let bit = 0; bit < 8; bit++) rest = rest < 0 ? rest << 1 ^ divisor : rest << 1;
    return rest;
  });
}

/** The lower `width` bits in the opposite order. */
function reversed(bits: number, width: number): number {
  let result = 0;
  for (let bit = 0; bit < width; bit++) result = result << 1 | bits >>> bit & 1;
  return result >>> 0;
}

function check({ width, poly, init, xorOut }: CrcParameters): void {
  if (!(Number.isInteger(width) && width >= 8 && width <= 32)) {
    throw new RangeError(`Cannot make a CRC: width must be an integer from 8 to 32, got ${width}`);
  }
  for (const [name, bits] of Object.entries({ poly, init, xorOut })) {
    if (!(Number.isInteger(bits) && bits >= 0 && bits < 2 ** width)) {
      throw new RangeError(
        `Cannot make a CRC: ${name} must be an integer of at most ${width} bits, got ${bits}`,
      );
    }
  }
}
