import type { ByteOrder } from "../../contract/byte_order.ts";
import { encodeMessage } from "./encode_message.ts";

/** How the length of a block is written. */
export interface EncodeBlockOptions {
  /**
   * - `definite`: `#3100`, with as few digits as possible
   * - `indefinite`: `#0`; its data should not contain what ends it
   * - `parentheses`: `#(100)`, Rohde & Schwarz's
   * - `hp-big`, `hp-little`: `#A` and two bytes, Hewlett-Packard's
   *
   * @default {"definite"}
   */
  readonly form?: "definite" | "indefinite" | "parentheses" | `hp-${ByteOrder}` | undefined;
}

/**
 * Puts the header of a block before its data; a terminator is not part of a block.
 *
 * @throws {RangeError} If the form cannot say such a length.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const encode = (text: string) => new TextEncoder().encode(text);
 * deepStrictEqual(encodeBlock(encode("HELLO")), encode("#15HELLO"));
 * deepStrictEqual(encodeBlock(encode("HELLO"), { form: "parentheses" }), encode("#(5)HELLO"));
 * ```
 */
export function encodeBlock(data: Uint8Array, options: EncodeBlockOptions = {}): Uint8Array {
  const header = blockHeader(data.length, options.form ?? "definite");
  const bytes = new Uint8Array(header.length + data.length);
  bytes.set(header);
  bytes.set(data, header.length);
  return bytes;
}

/**
 * A command whose last parameter is a definite block, ready to be sent.
 *
 * @param command What stands before the block; checked as a command is.
 * @throws {TypeError} If the command is more than one line.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const message = blockCommand("DATA:USER", Uint8Array.of(10, 13));
 * deepStrictEqual(message, new TextEncoder().encode("DATA:USER #12\n\r"));
 * ```
 */
export function blockCommand(command: string, data: Uint8Array): Uint8Array {
  encodeMessage(command);
  const before = encodeMessage(new TextEncoder().encode(command), { terminator: " " });
  const block = encodeBlock(data);
  const bytes = new Uint8Array(before.length + block.length);
  bytes.set(before);
  bytes.set(block, before.length);
  return bytes;
}

function blockHeader(size: number, form: NonNullable<EncodeBlockOptions["form"]>): Uint8Array {
  const length = String(size);
  const limit = form === "definite" ? 999_999_999 : form.startsWith("hp-") ? 0xffff : Infinity;
  if (size > limit) {
    throw new RangeError(
      `Cannot put ${size} bytes into one block: the form "${form}" holds at most ${limit}`,
    );
  }
  const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
  switch (form) {
    case "definite":
      return ascii(`#${length.length}${length}`);
    case "indefinite":
      return ascii("#0");
    case "parentheses":
      return ascii(`#(${length})`);
    case "hp-big":
      return Uint8Array.of(0x23, 0x41, size >> 8, size & 0xff);
    case "hp-little":
      return Uint8Array.of(0x23, 0x41, size & 0xff, size >> 8);
  }
}
