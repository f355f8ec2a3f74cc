import type { Decoder } from "../../contract/codec.ts";
import { indexOfBytes } from "./find_line.ts";
import type { LineRules } from "./line_options.ts";
import { cutShort } from "./reply.ts";
import { readBlockHeader } from "./block_header.ts";
import { decodeText } from "./text_encoding.ts";

const CR = 0x0d;
const HASH = 0x23;
/** After these an element may begin: TAB, space, `(`, comma, `;`. */
const FRESH: ReadonlySet<number> = new Set([0x09, 0x20, 0x28, 0x2c, 0x3b]);

/**
 * Makes the decoder of what a device receives: messages, as texts of one character a byte. A
 * terminator within a definite block ends nothing; one within quotes does, so that a forgotten quote
 * costs one message and not all that follow.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { lineRules } from "./line_options.ts";
 *
 * const decode = messageDecoder(lineRules());
 * deepStrictEqual(decode(new TextEncoder().encode("DATA #13\n\n\n\n*RST\n")), {
 *   kind: "value",
 *   value: "DATA #13\n\n\n",
 *   usedBytes: 12,
 * });
 * ```
 */
export function messageDecoder(rules: LineRules): Decoder<string> {
  const { terminatorBytes, maxBytes, terminator } = rules;
  return (received, hints) => {
    const within = received.length > maxBytes ? received.subarray(0, maxBytes) : received;
    let from = 0;
    for (;;) {
      const end = indexOfBytes(within, terminatorBytes, from);
      const block = blockWithin(within, from, end < 0 ? within.length : end);
      if (block === "more") break;
      if (block !== undefined) {
        if (block.end + terminatorBytes.length > maxBytes) {
          const why =
            `a block that ends after ${block.end} bytes, and a message may have ${maxBytes}`;
          return { kind: "bad", why, usedBytes: block.from };
        }
        from = block.end;
        if (from > within.length) break;
        continue;
      }
      if (end < 0) break;
      // After a block, a CR is the block's last byte.
      const isCrLf = terminator === "\n" && end > from && within[end - 1] === CR;
      const value = decodeText(within.subarray(0, isCrLf ? end - 1 : end), "latin1")!;
      return { kind: "value", value, usedBytes: end + terminatorBytes.length };
    }
    if (received.length < maxBytes) return cutShort({ kind: "more" }, received, hints);
    return { kind: "bad", why: `no terminator within ${maxBytes} bytes`, usedBytes: maxBytes };
  };
}

/**
 * The first definite block that begins between `from` and `to`, where a parameter may begin. What
 * looks like one and has no number for its length is none: the parser says so.
 */
function blockWithin(
  bytes: Uint8Array,
  from: number,
  to: number,
): { readonly from: number; readonly end: number } | "more" | undefined {
  let quote = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (quote !== 0) {
      if (byte !== quote) continue;
      if (bytes[at + 1] === quote) at++;
      else quote = 0;
    } else if (at > 0 && !FRESH.has(bytes[at - 1]!)) {
      continue;
    } else if (byte === 0x22 || byte === 0x27) {
      quote = byte;
    } else if (byte === HASH) {
      const header = readBlockHeader(bytes, at);
      if (header.kind === "more") return "more";
      if (header.kind === "bad") continue;
      if (header.value.sizeBytes === undefined) return undefined;
      return { from: header.value.from, end: header.value.from + header.value.sizeBytes };
    }
  }
  return undefined;
}
