import { type ByteOrder, isLowByteFirst, swapBytes } from "./byte_order.ts";
import { packWords, unpackWords } from "./words.ts";

/**
 * The ASCII text that registers hold, two characters each, up to the first NUL; `null` if it is not
 * ASCII. Spaces stay. The registers follow each other as the text does, in any byte order.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(decodeText([0x4142, 0x4300]), "ABC");
 * strictEqual(decodeText([0x4241, 0x0043], "BADC"), "ABC");
 * strictEqual(decodeText([0xffff]), null);
 * ```
 */
export function decodeText(registers: ArrayLike<number>, order: ByteOrder = "ABCD"): string | null {
  const bytes = packWords(inOrder(registers, order));
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  return text.some((byte) => byte > 0x7f) ? null : String.fromCharCode(...text);
}

/**
 * The registers that hold an ASCII text, filled with NUL.
 *
 * @param count How many registers there are for it; each holds two characters.
 * @throws {RangeError} If the text is too long or has other characters than ASCII, or NUL.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual([...encodeText("ABC", 3)], [0x4142, 0x4300, 0]);
 * ```
 */
export function encodeText(text: string, count: number, order: ByteOrder = "ABCD"): Uint16Array {
  if (!(Number.isInteger(count) && count >= 0 && text.length <= 2 * count)) {
    throw new RangeError(
      `Cannot encode text: ${count} registers hold at most ${2 * count} characters, ` +
        `got ${text.length}`,
    );
  }
  const bytes = new Uint8Array(2 * count);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0 || code > 0x7f) {
      throw new RangeError(
        `Cannot encode text: its characters must be 1 to 127 in ASCII, got ${code} at ${at}`,
      );
    }
    bytes[at] = code;
  }
  return inOrder(unpackWords(bytes), order);
}

function inOrder(registers: ArrayLike<number>, order: ByteOrder): Uint16Array {
  return Uint16Array.from(
    registers,
    (register) => isLowByteFirst(order) ? swapBytes(register) : register,
  );
}
