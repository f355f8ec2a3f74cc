import type { DeviceCodec } from "../../contract/codec.ts";
import { encodeMessage } from "./encode_message.ts";
import { type LineOptions, lineRules } from "./line_options.ts";
import { messageDecoder } from "./message_decoder.ts";

/**
 * The device's half of SCPI, for simulators: a received line as a text of one character a byte, for
 * `parseProgram()`; a reply as text, or as the bytes of `encodeBlock()`.
 *
 * @throws {RangeError | TypeError} If the options are outside their limits.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const device = scpiDeviceCodec();
 * const bytes = (text: string) => new TextEncoder().encode(text);
 * deepStrictEqual(device.decode(bytes("*IDN?\n")), { kind: "value", value: "*IDN?", usedBytes: 6 });
 * deepStrictEqual(device.encode("ACME,DMM1,0,1.0", "*IDN?"), bytes("ACME,DMM1,0,1.0\n"));
 * ```
 */
export function scpiDeviceCodec(
  options: LineOptions = {},
): DeviceCodec<string, string | Uint8Array> {
  return {
    decode: messageDecoder(lineRules(options)),
    encode: (reply) => encodeMessage(reply, options),
  };
}
