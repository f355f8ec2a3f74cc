import { assert, assertEquals } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { untilQuiet } from "../../../../lib/protocol/framing/until_quiet.ts";
import { ask, cutAt, decodeAll, glue, valuesOf } from "../cuts.ts";
import { below, harm, HARMS } from "../noise.ts";
import { frameOf, FRAMINGS } from "./framings.ts";

/** Bytes that mean something to one framing or another come more often. */
const byte = fc.oneof(
  fc.constantFrom(...new TextEncoder().encode("<>\r\nab+-12.V")),
  fc.constantFrom(0, 1, 2, 0xaa, 0x55, 0xc0, 0xdb, 0xdc, 0xdd, 0xff),
  fc.nat(255),
);
const bytes = fc.array(byte, { maxLength: 14 }).map((list) => Uint8Array.from(list));
const number = fc.integer({ min: -999, max: 999 }).map((volts) =>
  new TextEncoder().encode(`${volts < 0 ? "" : "+"}${volts / 10}V`)
);
const payload = fc.oneof(
  { arbitrary: bytes, weight: 3 },
  number,
  bytes.map((it) => it.slice(0, 5)),
);

for (const [name, framing] of Object.entries(FRAMINGS)) {
  Deno.test(`${name} decodes what it encodes, frame after frame`, () => {
    let count = 0;
    fc.assert(fc.property(fc.array(payload, { maxLength: 8 }), (payloads) => {
      const sendable = payloads.filter((it) => frameOf(framing, it) !== undefined);
      count += sendable.length;
      const { answers, left } = decodeAll(framing.decode, [glue(sendable.map(framing.encode))]);
      assertEquals(answers.map((it) => it.kind === "value" && it.value), sendable);
      assertEquals(left.length, 0);
    }));
    assert(count > 15, `only ${count} payloads could be sent`);
  });

  Deno.test(`${name} answers the same however the bytes were cut, noise included`, () => {
    const noise = fc.uint8Array({ minLength: 20, maxLength: 40 });
    const part = fc.oneof(bytes, noise, payload.map((it) => frameOf(framing, it) ?? it));
    const stream = fc.array(part, { maxLength: 10 }).map(glue);
    fc.assert(fc.property(stream, fc.array(fc.nat()), (stream, places) => {
      const whole = decodeAll(framing.decode, [stream]);
      assertEquals(decodeAll(framing.decode, cutAt(stream, places)), whole);
      assertEquals(decodeAll(framing.decode, Array.from(stream, (it) => Uint8Array.of(it))), whole);
    }));
  });

  Deno.test(`${name} leaves nothing undecided once the line is silent`, () => {
    fc.assert(fc.property(payload, bytes, (payload, noise) => {
      let left = glue([noise, frameOf(framing, payload) ?? payload]);
      while (left.length > 0) {
        const answer = ask(framing.decode, left, { quiet: true });
        if (answer.kind === "more") break;
        left = left.slice(answer.usedBytes);
      }
      assert(left.every((it) => it === left[0]), `${left}`); // SLIP and COBS may idle
    }));
  });

  Deno.test(`${name} is bounded: endless noise is bad at last`, () => {
    for (const filler of [0x00, 0x3c, 0x41, 0xaa, 0xc0, 0xff]) {
      const { left } = decodeAll(framing.decode, [new Uint8Array(200).fill(filler)]);
      assert(left.length < 40, `${left.length} bytes of ${filler} are kept`);
    }
  });
}

Deno.test("every framing survives 100,000 damaged frames, and reads nothing but what is there", () => {
  const random = seededRandom(20_261_122);
  const framings = Object.entries(FRAMINGS).map(([name, framing]) => {
    const texts = ["+12.5V", "abcde", "-1.25A", "abc", ""];
    const payloads = texts.map((it) => new TextEncoder().encode(it));
    return { name, framing, frames: payloads.flatMap((it) => frameOf(framing, it) ?? []) };
  });
  for (let round = 0; round < 100_000; round++) {
    const { framing, frames } = framings[round % framings.length]!;
    const frame = frames[below(random, frames.length)]!;
    let left = harm(frame, HARMS[below(random, HARMS.length)]!, random);
    while (left.length > 0) {
      const answer = ask(framing.decode, left, { quiet: round % 2 === 0 });
      if (answer.kind === "more") break;
      left = left.subarray(answer.usedBytes);
    }
  }
});

Deno.test("withChecksum() takes no frame with one damage for another, of 20,000 of each kind", () => {
  const random = seededRandom(7);
  const framing = FRAMINGS["withChecksum(cobs())"]!;
  const payload = new TextEncoder().encode("+12.5V");
  const frame = framing.encode(payload);
  for (const kind of HARMS) {
    let accepted = 0;
    for (let round = 0; round < 20_000; round++) {
      const { answers } = decodeAll(framing.decode, [harm(frame, kind, random)]);
      const wrong = valuesOf(answers).filter((it) => `${it}` !== `${payload}`);
      accepted += wrong.length;
    }
    // Of pure noise, one frame in 65,536 fits; of one flipped, changed or lost byte, none.
    assert(accepted <= (kind === "noise" || kind === "glue" ? 3 : 0), `${kind}: ${accepted}`);
  }
});

Deno.test("untilQuiet() gives what came until the silence, and never more than its limit", () => {
  const { encode, decode } = untilQuiet({ maxBytes: 4 });
  const frame = encode(Uint8Array.of(1, 2, 3, 4));
  assertEquals(ask(decode, frame).kind, "more");
  assertEquals(ask(decode, frame, { quiet: true }), { kind: "value", value: frame, usedBytes: 4 });
  assertEquals(ask(decode, Uint8Array.of(...frame, 5)).kind, "bad");
  assertEquals(ask(decode, new Uint8Array(), { quiet: true }).kind, "more");
  assertEquals(frameOf({ encode, decode }, new Uint8Array()), undefined);
});
