import type { Parsed } from "../../base/parsed.ts";
import type { MessageFormat } from "./message_format.ts";
import type { NmeaMessage } from "./nmea_message.ts";
import type { NmeaSentence } from "./nmea_sentence.ts";
import { GGA } from "./gga.ts";
import { GLL } from "./gll.ts";
import { GSA } from "./gsa.ts";
import { GSV } from "./gsv.ts";
import { RMC } from "./rmc.ts";
import { VTG } from "./vtg.ts";

const FORMATS = { gga: GGA, gll: GLL, gsa: GSA, gsv: GSV, rmc: RMC, vtg: VTG } as const;

/**
 * Tells what a sentence says: GGA, GLL, GSA, GSV, RMC and VTG become objects, all others are given
 * as they are. A field that breaks its format makes the whole sentence bad; an empty one means that
 * there is no data, and is never 0.
 *
 * @param sentence The sentence.
 *
 * @example A position
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const fields = ["4807.5", "N", "01131.5", "W", "", "V"];
 * deepStrictEqual(parseMessage({ start: "$", talker: "GP", type: "GLL", fields }), {
 *   kind: "value",
 *   value: { kind: "gll", talker: "GP", latitudeDeg: 48.125, longitudeDeg: -11.525, status: "void" },
 * });
 * ```
 */
export function parseMessage(sentence: NmeaSentence): Parsed<NmeaMessage> {
  const { start, talker, type, fields } = sentence;
  const kind = type.toLowerCase();
  if (start !== "$" || talker === "P" || !isKind(kind)) {
    return { kind: "value", value: { kind: "other", sentence } };
  }
  const answer = FORMATS[kind].read(fields);
  if (answer.kind === "bad") return { kind: "bad", why: `${type}: ${answer.why}` };
  return { kind: "value", value: { kind, talker, ...answer.value } as NmeaMessage };
}

/**
 * The sentence that says a message; the opposite of {@linkcode parseMessage}. Numbers are rounded
 * to what their fields hold: angles to 0.00001 minutes, times to ms.
 *
 * @param message What to say.
 * @throws {RangeError} If a value does not fit its field.
 *
 * @example Half past noon, at 1.5 knots
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const said = sentenceOf({
 *   kind: "rmc",
 *   talker: "GP",
 *   utcMs: Date.UTC(2026, 10, 22, 12, 30),
 *   status: "valid",
 *   speedKnots: 1.5,
 * });
 * deepStrictEqual(said.fields.join(), "123000,A,,,,,1.5,,221126,,,,");
 * ```
 */
export function sentenceOf(message: NmeaMessage): NmeaSentence {
  if (message.kind === "other") return message.sentence;
  const format: Pick<MessageFormat<never>, "write"> = FORMATS[message.kind];
  const fields = format.write(message as never);
  return { start: "$", talker: message.talker, type: message.kind.toUpperCase(), fields };
}

function isKind(kind: string): kind is keyof typeof FORMATS {
  return Object.hasOwn(FORMATS, kind);
}
