import type { Framing, FramingOptions } from "./framing.ts";
import { frameLimit, incomplete, refuseLonger } from "./frame_limit.ts";

/** The longest match if nobody says so, in bytes: an expression may be slow on long texts. */
const MAX_BYTES = 1_024;

/**
 * Frames that match a regular expression, for devices whose messages no other framing describes.
 * Each byte is one character, U+0000 to U+00FF. The first match to be complete is the frame, and
 * what is before it is bad; so `/\d+;/` waits for the `;`, but `/\d+/` takes the first digit.
 *
 * The expression must not look around (`$`, `\b`, `\B`, `(?=`, `(?!`, `(?<=`, `(?<!`): whether it
 * matches could then depend on bytes that come later. Keep it simple: an expression that tries many
 * ways, such as `(a+)+;`, takes long on hostile bytes.
 *
 * @param pattern Matches a whole message; it cannot match the empty text.
 * @param options The longest payload. Default here: 1,024 bytes.
 * @throws {RangeError} If the expression looks around, or matches the empty text.
 *
 * @example A balance that sends its weights without line ends
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const weights = matching(/[+-]\d+\.\d\dg/);
 * const answer = weights.decode(new TextEncoder().encode("+12.50g+12.51g"));
 * strictEqual(answer.kind === "value" && new TextDecoder().decode(answer.value), "+12.50g");
 * ```
 */
export function matching(pattern: RegExp, options: FramingOptions = {}): Framing {
  const maxBytes = frameLimit({ maxBytes: options.maxBytes ?? MAX_BYTES });
  const expression = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  refuseLooking(expression);
  const decode: Framing["decode"] = (received, hints) => {
    const text = textOf(received.subarray(0, maxBytes));
    if (!expression.test(text)) return incomplete(received, hints, maxBytes - 1, 1);
    // If a text has a match, all longer ones do: find the shortest that has.
    let without = 0;
    let withMatch = text.length;
    while (withMatch - without > 1) {
      const middle = without + withMatch >>> 1;
      if (expression.test(text.slice(0, middle))) withMatch = middle;
      else without = middle;
    }
    const at = expression.exec(text.slice(0, withMatch))!.index;
    return at > 0
      ? { kind: "bad", why: "bytes before a match", usedBytes: at }
      : { kind: "value", value: received.slice(0, withMatch), usedBytes: withMatch };
  };
  return {
    encode(payload) {
      refuseLonger(payload, maxBytes);
      const answer = decode(payload);
      if (answer.kind !== "value" || answer.usedBytes !== payload.length) {
        throw new RangeError(
          `Cannot frame ${payload.length} bytes: the receiver's ${pattern} does not match just them`,
        );
      }
      return answer.value;
    },
    decode,
  };
}

function refuseLooking(pattern: RegExp): void {
  const syntax = pattern.source
    .replace(/\\[^bB]/g, "") // what is escaped stands for itself
    .replace(/\[(\\b|[^\]])*\]/g, "");
  if (/\$|\\b|\(\?<?[=!]/i.test(syntax)) {
    throw new RangeError(`Cannot frame by ${pattern}: it looks around, at bytes not yet received`);
  }
  if (pattern.test("")) {
    throw new RangeError(`Cannot frame by ${pattern}: it matches the empty text`);
  }
}

function textOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
