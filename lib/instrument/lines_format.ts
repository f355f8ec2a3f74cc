import type { Decoder } from "../contract/codec.ts";
import { type Parsed, parsed } from "../base/parsed.ts";
import { textOfThrown } from "../base/readout_error.ts";
import type { Framing } from "../protocol/framing/framing.ts";
import { encodeMessage } from "../protocol/scpi/encode_message.ts";
import { line } from "../protocol/scpi/line.ts";
import type { LineOptions } from "../protocol/scpi/line_options.ts";
import { text } from "../protocol/scpi/text.ts";

/** Messages that are lines of text, and mean just that. */
export interface PlainLines extends LineOptions {
  /** It means its text. */
  readonly parse?: undefined;
  /** It ends with the terminator. */
  readonly framing?: undefined;
}

/**
 * Messages that are lines of text, and mean something else.
 *
 * @typeParam M What a line means.
 */
export interface TextLines<M> extends LineOptions {
  /** What a line means; it should not throw. */
  readonly parse: (line: string) => Parsed<M>;
  /** It ends with the terminator. */
  readonly framing?: undefined;
}

/**
 * Messages that are packets of bytes.
 *
 * @typeParam M What a packet means.
 */
export interface Packets<M> {
  /** Tells where a packet begins and ends, such as `withChecksum(cobs(), crc("CRC-8"), …)`. */
  readonly framing: Framing;
  /** What a packet means, such as `binaryLayout(…).read`; it should not throw. */
  readonly read: (payload: Uint8Array) => Parsed<M>;
}

/**
 * How messages look on the wire, both ways.
 *
 * @typeParam M What a message means.
 */
export interface LineFormat<M> {
  /** Finds them. */
  readonly decoder: Decoder<M>;
  /** The bytes of one to send. Throws if it would not arrive as one. */
  readonly encode: (message: string | Uint8Array) => Uint8Array;
}

/**
 * How lines of text, or packets, look on the wire.
 *
 * @throws {RangeError | TypeError} If the terminator or a limit is none.
 */
export function lineFormat<M>(
  options: PlainLines | TextLines<M> | Packets<M>,
): LineFormat<M> {
  if (options.framing !== undefined) {
    const { framing, read } = options;
    return {
      decoder: parsed(framing.decode, unthrowing(read)),
      encode: (message) =>
        framing.encode(typeof message === "string" ? new TextEncoder().encode(message) : message),
    };
  }
  const { parse } = options;
  const lines = line(text).decoder(options);
  return {
    // Plain lines: M is string.
    decoder: parse ? parsed(lines, unthrowing(parse)) : lines as Decoder<unknown> as Decoder<M>,
    encode: (message) => encodeMessage(message, options),
  };
}

function unthrowing<P, M>(parse: (payload: P) => Parsed<M>): (payload: P) => Parsed<M> {
  return (payload) => {
    try {
      return parse(payload);
    } catch (thrown) {
      return { kind: "bad", why: `its function threw "${textOfThrown(thrown)}"` };
    }
  };
}
