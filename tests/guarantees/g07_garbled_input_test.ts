// G7: garbled input never crashes, and malformed input is never a value. Each decoder of the library
// reads 10^5 frames that a line has harmed; READOUT_FRAMES=1000000 for more, READOUT_SEED for others.

import type { Decoder } from "../../lib/contract/codec.ts";
import { crc16 } from "../../lib/protocol/modbus/crc16.ts";
import { modbusRtu } from "../../lib/protocol/modbus/rtu.ts";
import { seededRandom } from "../../lib/base/seeded_random.ts";
import { assert, assertEquals, assertLessOrEqual } from "../deps/assert.ts";
import { ask } from "../lib/protocol/cuts.ts";
import { below, harm, HARMS } from "../lib/protocol/noise.ts";
import { DECODERS } from "./decoders.ts";

const FRAMES = Number(Deno.env.get("READOUT_FRAMES") ?? 100_000);
const asked = Deno.env.get("READOUT_SEED") ?? "20261122";
const SEED = asked === "random" ? crypto.getRandomValues(new Uint32Array(1))[0]! : Number(asked);
/** The header or the end of a frame, and what comes at a time. */
const [EDGE_BYTES, CHUNK_BYTES] = [64, 1_024];

for (const [name, it] of Object.entries(DECODERS)) {
  const { decoder, frames, isWellFormed, longestBytes = 65_536 } = it;

  Deno.test(`G7: of ${FRAMES} harmed frames, the decoder of ${name} takes 0 malformed ones for a value, and survives all`, () => {
    const random = seededRandom(SEED);
    for (const frame of frames) assertEquals(ask(decoder, frame, { quiet: true }).kind, "value");
    let values = 0;
    for (let round = 0; round < FRAMES; round++) {
      const frame = frames[below(random, frames.length)]!;
      let left = harm(frame, HARMS[round % HARMS.length]!, random);
      while (left.length > 0) {
        const answer = ask(decoder, left, { quiet: true });
        if (answer.kind === "more") break;
        const used = left.subarray(0, answer.usedBytes);
        if (answer.kind === "value" && !isNoNumber(answer.value)) {
          values++;
          assert(
            isWellFormed(used),
            `READOUT_SEED=${SEED}: it took [${used}], ${JSON.stringify(answer.value)}`,
          );
        }
        left = left.subarray(answer.usedBytes);
      }
    }
    assert(values > 0, "frames are not harmed so much that none is left");
  });

  Deno.test(`G7: the decoder of ${name} keeps at most ${longestBytes} bytes of whatever never ends`, () => {
    const starts = frames.map((frame) => frame.slice(0, Math.ceil(frame.length / 2)));
    for (const start of [new Uint8Array(), ...starts]) {
      for (const filler of ["7", "#9", "\0", ",", "\xff"]) {
        assertLessOrEqual(
          mostKept(decoder, longestBytes, start, filler),
          longestBytes + EDGE_BYTES,
        );
      }
    }
  });
}

/** 9.9E37 and the like, which a digit may turn a number into: a bad reading, never a value. */
function isNoNumber(value: unknown): boolean {
  return typeof value === "object" && value !== null && "special" in value;
}

/** How much a decoder lets pile up of what has begun, and then goes on and on. */
function mostKept(
  decoder: Decoder<unknown>,
  longestBytes: number,
  start: Uint8Array,
  filler: string,
): number {
  const bytes = new Uint8Array(longestBytes + 4 * CHUNK_BYTES);
  for (let at = 0; at < bytes.length; at++) bytes[at] = filler.charCodeAt(at % filler.length);
  bytes.set(start);
  let [from, most] = [0, 0];
  for (let to = CHUNK_BYTES; to <= bytes.length; to += CHUNK_BYTES) {
    while (from < to) {
      const answer = ask(decoder, bytes.subarray(from, to));
      if (answer.kind === "more") break;
      from += answer.usedBytes;
    }
    most = Math.max(most, to - from);
  }
  return most;
}

Deno.test("G7: of 10^6 frames of random bytes with a random CRC, Modbus RTU takes 30 at the most", () => {
  const random = seededRandom(SEED);
  const decoder = modbusRtu.decoder({
    unit: 1,
    request: { kind: "read-holding-registers", address: 0, count: 4 },
  });
  const frame = new Uint8Array(13);
  let taken = 0;
  for (let round = 0; round < 1_000_000; round++) {
    for (let at = 3; at < frame.length; at++) frame[at] = below(random, 256);
    frame.set([1, 3, 8]); // what comes before the data is right: only the CRC can tell
    if (decoder(frame).kind === "value") taken++;
  }
  assert(taken <= 30, `${taken} of 10^6`); // in theory 15.3
  const right = crc16(frame.subarray(0, 11));
  frame.set([right & 0xff, right >> 8], 11);
  assertEquals(decoder(frame).kind, "value");
});
