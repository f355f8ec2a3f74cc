import type { Decoder } from "../../../lib/contract/codec.ts";
import { assertEquals } from "../../deps/assert.ts";
import { parsed } from "../../../lib/base/parsed.ts";

const twoBytes: Decoder<number> = (received) => {
  if (received.length < 2) return { kind: "more" };
  if (received[0] === 0xff) return { kind: "bad", why: "no number", usedBytes: 1 };
  return { kind: "value", value: received[0]! * 256 + received[1]!, usedBytes: 2 };
};

const small = parsed(twoBytes, (value) => {
  return value < 1_000 ? { kind: "value", value: `${value}` } : { kind: "bad", why: "too large" };
});

for (
  const { received, answer } of [
    { received: [1, 2, 3], answer: { kind: "value", value: "258", usedBytes: 2 } },
    { received: [9, 9, 3], answer: { kind: "bad", why: "too large", usedBytes: 2 } },
    { received: [255, 9], answer: { kind: "bad", why: "no number", usedBytes: 1 } },
    { received: [1], answer: { kind: "more" } },
  ] as const
) {
  Deno.test(`parsed() of bytes ${received} is ${JSON.stringify(answer)}`, () => {
    assertEquals(small(Uint8Array.from(received)), answer);
  });
}
