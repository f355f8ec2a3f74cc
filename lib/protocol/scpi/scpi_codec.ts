import type { Codec } from "../../contract/codec.ts";
import { encodeByRules } from "./encode_message.ts";
import { type LineOptions, lineRules } from "./line_options.ts";
import type { Reply } from "./reply.ts";

/**
 * The client's half of SCPI: messages that all get the same kind of reply.
 *
 * A request is text, or the bytes of `blockCommand()`. Whether it gets a reply at all, `isQuery()`
 * tells.
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
  let last: { readonly request: string; readonly bytes: Uint8Array } | undefined;
  return {
    encode(request) {
      if (typeof request !== "string") return encodeByRules(request, rules);
      // Who polls asks the same again and again.
      if (request !== last?.request) last = { request, bytes: encodeByRules(request, rules) };
      return last.bytes;
    },
    decoder: () => decoder,
  };
}
