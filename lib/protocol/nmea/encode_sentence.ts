import {
  ADDRESS,
  FIELD,
  type NmeaSentence,
  SENTENCE_BYTES,
  TAG_BLOCK_BYTES,
} from "./nmea_sentence.ts";
import { withSum } from "./checked_text.ts";

/** How {@linkcode encodeSentence} checks. */
export interface EncodeSentenceOptions {
  /** The longest sentence from its `$` to its LF, in bytes. Default: 82, as the standard says. */
  readonly maxBytes?: number | undefined;
}

/**
 * The bytes of a sentence, with checksum and CR LF.
 *
 * @param sentence What to send.
 * @param options The longest sentence.
 * @throws {RangeError} If a receiver would not read it as it is: a reserved or no ASCII character,
 * a talker or type that is none, or more than `maxBytes`.
 *
 * @example A query to a GPS
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const bytes = encodeSentence({ start: "$", talker: "P", type: "MTK220", fields: ["1000"] });
 * strictEqual(new TextDecoder().decode(bytes), "$PMTK220,1000*1F\r\n");
 * ```
 */
export function encodeSentence(
  sentence: NmeaSentence,
  options: EncodeSentenceOptions = {},
): Uint8Array {
  const { maxBytes = SENTENCE_BYTES } = options;
  const { start, talker, type, fields, tagBlock } = sentence;
  const match = ADDRESS.exec(`${talker}${type}`);
  if (match === null || (match[1] ?? match[3]) !== talker) {
    throw new RangeError(
      `Cannot send a sentence of talker "${talker}", type "${type}": two and three capitals or ` +
        `digits are needed, or "P" and three or more`,
    );
  }
  const field = fields.find((it) => !FIELD.test(it));
  if (field !== undefined) {
    throw new RangeError(
      `Cannot send the field ${JSON.stringify(field)}: it may hold ASCII without control ` +
        `characters and without $ ! * , \\`,
    );
  }
  if (start !== "$" && start !== "!") throw new RangeError(`Cannot start a sentence by "${start}"`);
  const text = `${start}${withSum([`${talker}${type}`, ...fields].join(","))}\r\n`;
  if (text.length > maxBytes) {
    throw new RangeError(
      `Cannot send a sentence of ${text.length} bytes: maxBytes is ${maxBytes}; shorten it`,
    );
  }
  return new TextEncoder().encode(tagBlock === undefined ? text : `${tag(tagBlock)}${text}`);
}

function tag(text: string): string {
  const block = `\\${withSum(text)}\\`;
  if (!FIELD.test(text.replaceAll(",", "")) || block.length > TAG_BLOCK_BYTES) {
    throw new RangeError(`Cannot send the tag block ${JSON.stringify(text)}: too long or no ASCII`);
  }
  return block;
}
