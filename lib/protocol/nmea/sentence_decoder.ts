import type { Decoded, DecodeHints, Decoder } from "../../contract/codec.ts";
import { ADDRESS, type NmeaSentence, SENTENCE_BYTES, TAG_BLOCK_BYTES } from "./nmea_sentence.ts";
import { checkedText } from "./checked_text.ts";

/** What {@linkcode sentenceDecoder} accepts. */
export interface SentenceOptions {
  /**
   * The longest sentence from its `$` to its LF, in bytes. Default: 82, as the standard says; some
   * receivers send more.
   */
  readonly maxBytes?: number | undefined;
  /** Whether a sentence must have a checksum; a wrong one is always bad. Default: `"required"`. */
  readonly checksum?: "required" | "optional" | undefined;
}

const LF = 0x0a;
const CR = 0x0d;
const BACKSLASH = 0x5c;
const SKIP_BYTES = SENTENCE_BYTES;

/**
 * Makes a decoder of NMEA 0183 sentences: `$` or `!`, talker and type, fields between commas, `*`,
 * the checksum, CR LF or LF. After something bad it looks for the next `$`, `!` or tag block, which
 * cannot occur within a sentence.
 *
 * Its checksum has 8 bits: it sees every damage to one byte, but of arbitrary damage to more, one in
 * 256 remains unseen.
 *
 * @param options What it accepts.
 * @throws {RangeError} If `maxBytes` is not an integer >= 16.
 *
 * @example A proprietary sentence
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const answer = sentenceDecoder()(new TextEncoder().encode("$PMTK001,220,3*30\r\n"));
 * deepStrictEqual(answer, {
 *   kind: "value",
 *   value: { start: "$", talker: "P", type: "MTK001", fields: ["220", "3"] },
 *   usedBytes: 19,
 * });
 * ```
 */
export function sentenceDecoder(options: SentenceOptions = {}): Decoder<NmeaSentence> {
  const { maxBytes = SENTENCE_BYTES, checksum = "required" } = options;
  if (!(Number.isInteger(maxBytes) && maxBytes >= 16)) {
    throw new RangeError(`Cannot decode: maxBytes must be an integer >= 16, got ${maxBytes}`);
  }
  const needsSum = checksum === "required";

  return (received, hints) => {
    const start = findStart(received, 0, SKIP_BYTES);
    if (start > 0) return bad("bytes before a sentence", start);
    if (start < 0) return incomplete(received, 0, SKIP_BYTES, hints);
    if (received[0] !== BACKSLASH) return decodeSentence(received, 0, hints);

    const end = findEnd(received, 1, TAG_BLOCK_BYTES - 1);
    if (end < 0) return incomplete(received, 0, TAG_BLOCK_BYTES, hints);
    if (received[end] !== BACKSLASH) return bad("a tag block without an end", end);
    const tag = checkedText(textOf(received, 1, end), true);
    if (tag.kind === "bad") return bad(`a tag block with ${tag.why}`, end);
    const at = end + 1;
    if (received.length === at) return incomplete(received, 0, Infinity, hints);
    if (received[at] === BACKSLASH || findStart(received, at, 1) < 0) {
      return bad("a tag block without a sentence", at);
    }
    const answer = decodeSentence(received, at, hints);
    if (answer.kind !== "value") return answer;
    return { ...answer, value: { ...answer.value, tagBlock: tag.value } };
  };

  function decodeSentence(
    received: Uint8Array,
    at: number,
    hints: DecodeHints | undefined,
  ): Decoded<NmeaSentence> {
    const end = findEnd(received, at + 1, maxBytes - 1);
    if (end < 0) return incomplete(received, at, maxBytes, hints);
    if (received[end] !== LF) return bad("a sentence without an end", end);
    const usedBytes = end + 1;
    const line = textOf(received, at + 1, received[end - 1] === CR ? end - 1 : end);
    const text = checkedText(line, needsSum);
    if (text.kind === "bad") return bad(`a sentence with ${text.why}`, usedBytes);
    const [address = "", ...fields] = text.value.split(",");
    const match = ADDRESS.exec(address);
    if (match === null) return bad("a sentence without talker and type", usedBytes);
    const start = received[at] === 0x24 ? "$" : "!";
    const talker = match[1] ?? match[3]!;
    const type = match[2] ?? match[4]!;
    return { kind: "value", value: { start, talker, type, fields }, usedBytes };
  }
}

/** Where a sentence or a tag block may start, within so many bytes; -1 if nowhere. */
function findStart(bytes: Uint8Array, from: number, searchBytes: number): number {
  const to = Math.min(bytes.length, from + searchBytes);
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === 0x24 || byte === 0x21 || byte === BACKSLASH) return at;
  }
  return -1;
}

/** Where a line ends, or something else starts, within so many bytes; -1 if nowhere. */
function findEnd(bytes: Uint8Array, from: number, searchBytes: number): number {
  const start = findStart(bytes, from, searchBytes);
  const to = start < 0 ? from + searchBytes : start;
  const end = bytes.indexOf(LF, from);
  return end >= 0 && end < to ? end : start;
}

/** Latin 1, so that a byte that is no ASCII stays one character. */
function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}

/** More, unless it is too long from `at` on, or nothing follows. */
function incomplete(
  received: Uint8Array,
  at: number,
  longestBytes: number,
  hints: DecodeHints | undefined,
): Decoded<never> {
  if (received.length >= at + longestBytes) {
    return bad(`no end within ${longestBytes} bytes`, at + longestBytes);
  }
  if (hints?.quiet && received.length > 0) return bad("silence before its end", received.length);
  return { kind: "more" };
}

function bad(why: string, usedBytes: number): Decoded<never> {
  return { kind: "bad", why, usedBytes };
}
