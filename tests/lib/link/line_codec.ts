import type { Codec, Decoder } from "../../../lib/contract/codec.ts";

const text = new TextDecoder();

/** Text up to a line feed. */
export const lineDecoder: Decoder<string> = (received) => {
  const end = received.indexOf(0x0a);
  if (end < 0) {
    return received.length < 100
      ? { kind: "more" }
      : { kind: "bad", why: "no line ends", usedBytes: received.length };
  }
  return { kind: "value", value: text.decode(received.subarray(0, end)), usedBytes: end + 1 };
};

/** A line asks, a line answers; nothing tells which line answers what. */
export const lines: Codec<string, string> = {
  encode: (request) => new TextEncoder().encode(`${request}\n`),
  decoder: () => lineDecoder,
};

/** The same, but an answer repeats its question's number: `Q17` is answered by `R17`. */
export const numbered: Codec<string, string> = {
  ...lines,
  isReplyTo: (reply, request) => reply.slice(1) === request.slice(1),
};
