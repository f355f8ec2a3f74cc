import type { Decoder } from "../../../../lib/contract/codec.ts";
import type { ModbusReply } from "../../../../lib/protocol/modbus/reply.ts";
import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { modbusRtu } from "../../../../lib/protocol/modbus/rtu.ts";
import { assertEquals, assertLessOrEqual } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { ask } from "../cuts.ts";
import { below, harm, HARMS } from "../noise.ts";
import { exchanges } from "./exchanges.ts";
import { WIRES } from "./wires.ts";

const ROUNDS = 50_000;
const samples = fc.sample(exchanges, { numRuns: 300, seed: 7 });

/**
 * Of a million harmed frames, how many may be taken for another message, which is then well formed.
 * TCP has no checksum of its own: it relies on the network's. One digit changed never passes LRC.
 */
const MAX_PER_MILLION: Record<string, { readonly replies: number; readonly requests: number }> = {
  modbusTcp: { replies: 200_000, requests: 350_000 },
  modbusRtu: { replies: 30, requests: 60 },
  modbusAscii: { replies: 30, requests: 30 },
};

for (const wire of WIRES) {
  const { replies, requests } = MAX_PER_MILLION[wire.name]!;

  Deno.test(`${wire.name} takes at most ${replies} of 10^6 harmed replies for others, all well formed`, () => {
    const random = seededRandom(7);
    let wrong = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const { request, reply } = samples[round % samples.length]!;
      const frame = wire.answered(reply, request);
      const noise = harm(frame, HARMS[below(random, HARMS.length)]!, random);
      for (const { value, used } of accepted(wire.client(request), noise)) {
        const taken = wire.replyOf(value) as ModbusReply | { readonly kind: "unasked" };
        if (taken.kind === "unasked" || sameBytes(used, frame)) continue;
        wrong++;
        assertSameFrame(wire.answered(taken, request), used, taken.kind);
      }
    }
    assertLessOrEqual(wrong * 1_000_000 / ROUNDS, replies);
  });

  Deno.test(`${wire.name} takes at most ${requests} of 10^6 harmed requests for others, all well formed`, () => {
    const random = seededRandom(8);
    let wrong = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const frame = wire.asked(samples[round % samples.length]!.request);
      const noise = harm(frame, HARMS[below(random, HARMS.length)]!, random);
      for (const { value: { request }, used } of accepted(wire.device, noise)) {
        if (request.kind === "refused" || sameBytes(used, frame)) continue;
        wrong++;
        assertEquals(wire.asked(request).length, used.length);
      }
    }
    assertLessOrEqual(wrong * 1_000_000 / ROUNDS, requests);
  });
}

Deno.test("modbusRtu takes at most 30 of 10^6 replies with random data and CRC", () => {
  const random = seededRandom(9);
  const request = { kind: "read-holding-registers", address: 0, count: 1 } as const;
  const decoder = modbusRtu.decoder({ unit: 1, request });
  const frame = Uint8Array.of(1, 3, 2, 0, 0, 0, 0);
  let taken = 0;
  for (let round = 0; round < 1_000_000; round++) {
    for (let at = 3; at < frame.length; at++) frame[at] = below(random, 256);
    if (decoder(frame).kind === "value") taken++;
  }
  assertLessOrEqual(taken, 30); // in theory 15.3
});

/** The values that a decoder finds in bytes after which the line is quiet. */
function* accepted<M>(
  decoder: Decoder<M>,
  bytes: Uint8Array,
): Generator<{ readonly value: M; readonly used: Uint8Array }> {
  for (let left = bytes; left.length > 0;) {
    const answer = ask(decoder, left, { quiet: true });
    if (answer.kind === "more") return;
    const { usedBytes } = answer;
    if (answer.kind === "value") yield { value: answer.value, used: left.subarray(0, usedBytes) };
    left = left.subarray(usedBytes);
  }
}

/** Fails unless `used` is the frame that the standard wants, but for what has no meaning. */
function assertSameFrame(rightful: Uint8Array, used: Uint8Array, kind: string): void {
  assertEquals(used.length, rightful.length);
  // The idle bits of the last byte, and the next object where there is none.
  const isLoose = /coils|inputs|identification/.test(kind);
  if (!isLoose) assertEquals(used, rightful);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
