/**
 * What a register holds after a mask write (function 22): `(current AND andMask) OR (orMask AND NOT
 * andMask)`.
 *
 * @example The standard's own
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(maskedRegister(0x12, 0xf2, 0x25), 0x17);
 * ```
 */
export function maskedRegister(current: number, andMask: number, orMask: number): number {
  return (current & andMask | orMask & ~andMask) & 0xffff;
}
