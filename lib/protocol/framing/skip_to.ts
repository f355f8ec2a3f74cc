import type { Decoded, DecodeHints } from "../../contract/codec.ts";
import { indexOfPattern } from "./byte_pattern.ts";
import { incomplete } from "./frame_limit.ts";

/**
 * The answer as long as `received` does not begin with `mark`; nothing if it does.
 *
 * @param skipBytes How much may be skipped at once, in bytes.
 */
export function skipTo(
  mark: Uint8Array,
  received: Uint8Array,
  skipBytes: number,
  hints: DecodeHints | undefined,
): Decoded<never> | undefined {
  const at = indexOfPattern(received, mark, 0, skipBytes + mark.length);
  if (at === 0) return undefined;
  if (at > 0) return { kind: "bad", why: "bytes before a start", usedBytes: at };
  if (received.length >= skipBytes + mark.length) {
    return { kind: "bad", why: `no start within ${skipBytes} bytes`, usedBytes: skipBytes };
  }
  return incomplete(received, hints);
}
