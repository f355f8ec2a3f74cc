import type { Codec, Decoder } from "../../contract/codec.ts";
import { encodeByRules } from "./encode_message.ts";
import { findLine } from "./find_line.ts";
import { type LineOptions, type LineRules, lineRules } from "./line_options.ts";
import type { Reply } from "./reply.ts";

/**
 * The client's half of SCPI: messages that all get the same kind of reply.
 *
 * A request is text, or the bytes of `blockCommand()`. Whether it gets a reply at all, `isQuery()`
 * tells. A line that is just the request is an echo, and bad.
 *
 * @typeParam T What is meant by the reply.
 * @param reply What the reply looks like: `line()` or `block()`.
 * @throws {RangeError | TypeError} If the options are outside their limits.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { line } from "./line.ts";
 * import { numeric } from "./numeric.ts";
 *
 * const volts = scpiCodec(line(numeric({ form: "NR3" })));
 * deepStrictEqual(volts.encode("MEAS:VOLT?"), new TextEncoder().encode("MEAS:VOLT?\n"));
 * deepStrictEqual(volts.decoder("MEAS:VOLT?")(new TextEncoder().encode("+1.5E+00\n")), {
 *   kind: "value",
 *   value: { kind: "number", value: 1.5 },
 *   usedBytes: 9,
 * });
 * ```
 */
export function scpiCodec<T>(
  reply: Reply<T>,
  options: LineOptions = {},
): Codec<string | Uint8Array, T> {
  const rules = lineRules(options);
  const decoder = reply.decoder(options);
  let last: { readonly request: string; readonly bytes: Uint8Array; readonly decoder: Decoder<T> };
  // Who polls asks the same again and again.
  const known = (request: string): typeof last => {
    if (request === last?.request) return last;
    const bytes = encodeByRules(request, rules);
    return last = { request, bytes, decoder: unlessEchoed(decoder, bytes, rules) };
  };
  return {
    encode: (request) =>
      typeof request === "string" ? known(request).bytes : encodeByRules(request, rules),
    decoder: (request) => typeof request === "string" ? known(request).decoder : decoder,
  };
}

/**
 * The same, but a line that is just what was asked is no reply: a device that echoes would be one
 * reply behind from then on.
 */
function unlessEchoed<T>(
  decoder: Decoder<T>,
  asked: Uint8Array,
  rules: LineRules,
): Decoder<T> {
  const question = asked.subarray(0, asked.length - rules.terminatorBytes.length);
  return (received, hints) => {
    if (received[0] !== question[0]) return decoder(received, hints);
    const found = findLine(received, rules);
    if (found.kind !== "value" || !isSame(found.value, question)) return decoder(received, hints);
    const why = "it sends back what it was sent: switch its echo off";
    return { kind: "bad", why, usedBytes: found.usedBytes };
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
