import { assert, assertEquals } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { encodeMessage, messageDecoder } from "../../../../lib/protocol/nmea/nmea_codec.ts";
import { encodeSentence } from "../../../../lib/protocol/nmea/encode_sentence.ts";
import { sentenceDecoder } from "../../../../lib/protocol/nmea/sentence_decoder.ts";
import { ask, cutAt, decodeAll, glue, valuesOf } from "../cuts.ts";
import { below, harm, HARMS } from "../noise.ts";
import { message } from "./messages.ts";
import { bytesOf, line } from "./sentences.ts";

const LONG = { maxBytes: 160 };
const decode = messageDecoder();

Deno.test("messageDecoder() decodes what encodeMessage() says, message after message", () => {
  const decode = messageDecoder(LONG);
  fc.assert(fc.property(fc.array(message, { maxLength: 5 }), (messages) => {
    const stream = glue(messages.map((it) => encodeMessage(it, LONG)));
    const { answers, left } = decodeAll(decode, [stream]);
    assertEquals(answers.map((it) => it.kind === "value" ? it.value : it), messages);
    assertEquals(left.length, 0);
  }));
});

const part = fc.oneof(
  message.map((it) => encodeMessage(it, LONG)),
  fc.uint8Array({ maxLength: 90 }),
  fc.array(fc.constantFrom(...bytesOf("$!\\*,\r\nGPVTG0A")), { maxLength: 90 })
    .map((it) => Uint8Array.from(it)),
  fc.constant(bytesOf("\\s:r3669961,c:1120959341*7B\\")),
  fc.constant(line("GPVTG,,T,,M,1.5,N,2.8,K").slice(0, -1)),
);

for (const checksum of ["required", "optional"] as const) {
  Deno.test(`messageDecoder() answers the same however it is cut, checksum ${checksum}`, () => {
    const decode = messageDecoder({ checksum });
    const stream = fc.array(part, { maxLength: 6 }).map(glue);
    fc.assert(fc.property(stream, fc.array(fc.nat()), (stream, places) => {
      const whole = decodeAll(decode, [stream]);
      assertEquals(decodeAll(decode, cutAt(stream, places)), whole);
      assertEquals(decodeAll(decode, Array.from(stream, (it) => Uint8Array.of(it))), whole);
    }));
  });
}

Deno.test("messageDecoder() finds a sentence after any noise that does not begin one", () => {
  const vtg = line("GPVTG,,T,,M,1.5,N,2.8,K");
  const noise = fc.uint8Array({ maxLength: 300 });
  fc.assert(fc.property(noise, (noise) => {
    const last = decodeAll(decode, [noise, vtg]).answers.at(-1);
    assertEquals(last?.kind, "value");
  }));
});

Deno.test("messageDecoder() decides everything once the line is silent", () => {
  fc.assert(fc.property(fc.array(part).map(glue), (stream) => {
    for (let left = stream; left.length > 0;) {
      const answer = ask(decode, left, { quiet: true });
      assert(answer.kind !== "more");
      left = left.slice(answer.usedBytes);
    }
  }));
});

Deno.test("of 100,000 damaged sentences, one damage to a byte is always seen", () => {
  const random = seededRandom(183);
  const texts = [
    "GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,",
    "GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W",
    "GPGSV,2,1,08,01,40,083,46,02,17,308,41,12,07,344,39,14,22,228,45",
    "PMTK001,220,3",
  ];
  const frames = texts.map((it) => ({ frame: line(it), meant: valueOf(line(it)) }));
  const wrong: Record<string, number> = {};
  for (let round = 0; round < 100_000; round++) {
    const kind = HARMS[round % HARMS.length]!;
    const { frame, meant } = frames[below(random, frames.length)]!;
    let left = harm(frame, kind, random);
    while (left.length > 0) {
      const answer = ask(decode, left, { quiet: true });
      if (answer.kind === "more") break;
      left = left.subarray(answer.usedBytes);
      if (answer.kind === "value" && JSON.stringify(answer.value) !== meant) {
        const start = "sentence" in answer.value && answer.value.sentence.start;
        if (start !== "!") wrong[kind] = (wrong[kind] ?? 0) + 1; // $ became !: outside of the sum
      }
    }
  }
  assertEquals(wrong, {});
});

Deno.test("of 100,000 sentences of random digits, no more pass than the 8-bit checksum lets", () => {
  const random = seededRandom(256);
  let accepted = 0;
  for (let round = 0; round < 100_000; round++) {
    const digits = Array.from({ length: 8 }, () => below(random, 16).toString(16)).join("");
    const frame = bytesOf(`$GPXXX,${digits.slice(0, 6)}*${digits.slice(6)}\r\n`);
    if (decode(frame).kind === "value") accepted++;
  }
  assert(accepted > 100_000 / 256 / 1.4 && accepted < 100_000 / 256 * 1.4, `${accepted}`);
});

Deno.test("encodeSentence() sends what is read back as it was, or refuses", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ maxLength: 6 }));
  const decode = sentenceDecoder();
  let sent = 0;
  const sentence = fc.record({
    start: fc.constantFrom("$", "!"),
    talker: fc.constantFrom("GP", "P", "XX", "", "PG", "gp"),
    type: fc.constantFrom("GGA", "UBX", "MTK001", "", "A"),
    fields: fc.array(text, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(sentence, (sentence) => {
      let bytes: Uint8Array;
      try {
        bytes = encodeSentence(sentence);
      } catch (error) {
        assert(error instanceof RangeError);
        return;
      }
      sent++;
      assertEquals(ask(decode, bytes), {
        kind: "value",
        value: sentence,
        usedBytes: bytes.length,
      });
    }),
    { numRuns: 500 },
  );
  assert(sent > 30, `${sent}`);
});

function valueOf(frame: Uint8Array): string {
  return JSON.stringify(valuesOf(decodeAll(decode, [frame]).answers)[0]);
}
