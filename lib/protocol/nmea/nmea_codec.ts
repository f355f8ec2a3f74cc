import type { Codec, Decoder, DeviceCodec } from "../../contract/codec.ts";
import type { NmeaMessage } from "./nmea_message.ts";
import type { NmeaSentence } from "./nmea_sentence.ts";
import { parsed } from "../../base/parsed.ts";
import { encodeSentence, type EncodeSentenceOptions } from "./encode_sentence.ts";
import { parseMessage, sentenceOf } from "./parse_message.ts";
import { sentenceDecoder, type SentenceOptions } from "./sentence_decoder.ts";

/**
 * Makes a decoder of what a receiver says: sentences found by `sentenceDecoder()`, and told by
 * `parseMessage()`.
 *
 * @param options Which sentences it accepts.
 *
 * @example A GPS's speed
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const answer = messageDecoder()(new TextEncoder().encode("$GPVTG,,T,,M,1.5,N,2.8,K*40\r\n"));
 * deepStrictEqual(answer, {
 *   kind: "value",
 *   value: { kind: "vtg", talker: "GP", speedKnots: 1.5, speedKmh: 2.8 },
 *   usedBytes: 29,
 * });
 * ```
 */
export function messageDecoder(options: SentenceOptions = {}): Decoder<NmeaMessage> {
  return parsed(sentenceDecoder(options), parseMessage);
}

/**
 * The bytes of a message, with checksum and CR LF.
 *
 * @param message What to say.
 * @param options The longest sentence.
 * @throws {RangeError} If a value does not fit its field, or the sentence is too long.
 *
 * @example A GPS's speed
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const bytes = encodeMessage({ kind: "vtg", talker: "GP", speedKnots: 1.5, speedKmh: 2.8 });
 * strictEqual(new TextDecoder().decode(bytes), "$GPVTG,,,,,1.5,N,2.8,K,*75\r\n");
 * ```
 */
export function encodeMessage(
  message: NmeaMessage,
  options: EncodeSentenceOptions = {},
): Uint8Array {
  return encodeSentence(sentenceOf(message), options);
}

/**
 * The client's half: sends a sentence, such as a receiver's own command, and takes the next message
 * for the reply. A receiver also talks unasked, so whoever asks must tell by the message whether it
 * is the reply.
 *
 * @param options Which sentences it accepts, and the longest that it sends.
 *
 * @example A command of MediaTek's
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const command = { start: "$", talker: "P", type: "MTK220", fields: ["1000"] } as const;
 * strictEqual(new TextDecoder().decode(nmeaCodec().encode(command)), "$PMTK220,1000*1F\r\n");
 * ```
 */
export function nmeaCodec(options: SentenceOptions = {}): Codec<NmeaSentence, NmeaMessage> {
  const decode = messageDecoder(options);
  return {
    encode: (sentence) => encodeSentence(sentence, options),
    decoder: () => decode,
  };
}

/**
 * The receiver's half, for simulators: takes sentences, says messages.
 *
 * @param options Which sentences it accepts, and the longest that it sends.
 *
 * @example What a simulated GPS takes
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const answer = nmeaDeviceCodec().decode(new TextEncoder().encode("$PMTK220,1000*1F\r\n"));
 * strictEqual(answer.kind === "value" && answer.value.type, "MTK220");
 * ```
 */
export function nmeaDeviceCodec(
  options: SentenceOptions = {},
): DeviceCodec<NmeaSentence, NmeaMessage> {
  return {
    decode: sentenceDecoder(options),
    encode: (message) => encodeMessage(message, options),
  };
}
