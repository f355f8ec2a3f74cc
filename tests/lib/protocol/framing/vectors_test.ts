import type { Framing } from "../../../../lib/protocol/framing/framing.ts";
import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { xor8 } from "../../../../lib/base/checksum.ts";
import { crc } from "../../../../lib/base/crc.ts";
import { cobs } from "../../../../lib/protocol/framing/cobs.ts";
import { delimited } from "../../../../lib/protocol/framing/delimited.ts";
import { enclosed } from "../../../../lib/protocol/framing/enclosed.ts";
import { fixedLength } from "../../../../lib/protocol/framing/fixed_length.ts";
import { lengthPrefixed } from "../../../../lib/protocol/framing/length_prefixed.ts";
import { matching } from "../../../../lib/protocol/framing/matching.ts";
import { slip } from "../../../../lib/protocol/framing/slip.ts";
import { startingWith } from "../../../../lib/protocol/framing/starting_with.ts";
import { untilQuiet } from "../../../../lib/protocol/framing/until_quiet.ts";
import { withChecksum } from "../../../../lib/protocol/framing/with_checksum.ts";
import { ask, decodeAll, valuesOf } from "../cuts.ts";

const PREFIX = { byteOrder: "little", countsPrefix: true } as const;
const RISING = Array.from({ length: 254 }, (_, i) => hex(i + 1)).join(" "); // 01 to FE

for (
  const { name, framing, payload, frame } of [
    // RFC 1055
    {
      name: "slip()",
      framing: slip(),
      payload: "01 C0 02 DB 03",
      frame: "C0 01 DB DC 02 DB DD 03 C0",
    },
    // Cheshire and Baker
    { name: "cobs()", framing: cobs(), payload: "", frame: "01 00" },
    { name: "cobs()", framing: cobs(), payload: "00", frame: "01 01 00" },
    { name: "cobs()", framing: cobs(), payload: "00 00", frame: "01 01 01 00" },
    { name: "cobs()", framing: cobs(), payload: "11 22 00 33", frame: "03 11 22 02 33 00" },
    { name: "cobs()", framing: cobs(), payload: "11 00 00 00", frame: "02 11 01 01 01 00" },
    { name: "cobs()", framing: cobs(), payload: RISING, frame: `FF ${RISING} 00` },
    { name: "cobs()", framing: cobs(), payload: `${RISING} FF`, frame: `FF ${RISING} 02 FF 00` },
    { name: "cobs()", framing: cobs(), payload: `00 ${RISING}`, frame: `01 FF ${RISING} 00` },
    { name: "cobs()", framing: cobs(), payload: `${RISING} 00`, frame: `FF ${RISING} 01 01 00` },
    { name: "delimited()", framing: delimited("\n"), payload: "41", frame: "41 0A" },
    { name: "delimited()", framing: delimited("\r\n"), payload: "41 0D", frame: "41 0D 0D 0A" },
    { name: "u8", framing: lengthPrefixed({ prefixBytes: 1 }), payload: "07", frame: "01 07" },
    {
      name: "u16",
      framing: lengthPrefixed({ prefixBytes: 2, ...PREFIX }),
      payload: "07",
      frame: "03 00 07",
    },
    { name: "u32", framing: lengthPrefixed({ prefixBytes: 4 }), payload: "", frame: "00 00 00 00" },
    { name: "enclosed()", framing: enclosed("\x02", "\x03"), payload: "41", frame: "02 41 03" },
    {
      name: "withChecksum()",
      framing: withChecksum(fixedLength(8), crc("CRC-16/MODBUS"), {
        sizeBytes: 2,
        byteOrder: "little",
      }),
      payload: "01 03 00 00 00 0A",
      frame: "01 03 00 00 00 0A C5 CD",
    },
    {
      name: "withChecksum()",
      framing: startingWith(
        bytes("AA 55"),
        withChecksum(lengthPrefixed({ prefixBytes: 1 }), xor8, { sizeBytes: 1 }),
      ),
      payload: "01 02",
      frame: "AA 55 03 01 02 03",
    },
  ]
) {
  Deno.test(`${name} frames <${payload.slice(0, 20)}> as <${frame.slice(0, 30)}>, and back`, () => {
    assertEquals(framing.encode(bytes(payload)), bytes(frame));
    const usedBytes = bytes(frame).length;
    assertEquals(ask(framing.decode, bytes(`${frame} 99`)), {
      kind: "value",
      value: bytes(payload),
      usedBytes,
    });
  });
}

Deno.test("cobs() takes the 01 that some senders add after a full block", () => {
  const answer = ask(cobs().decode, bytes(`FF ${RISING} 01 00`));
  assertEquals(answer, { kind: "value", value: bytes(RISING), usedBytes: 257 });
});

Deno.test("slip() and cobs() skip empty frames", () => {
  assertEquals(ask(slip().decode, bytes("C0 C0 07 C0")), {
    ...{ kind: "value", value: bytes("07"), usedBytes: 4 },
  });
  assertEquals(ask(cobs().decode, bytes("00 00 02 07 00")), {
    ...{ kind: "value", value: bytes("07"), usedBytes: 5 },
  });
});

const MAX = { maxBytes: 4 };
for (
  const { what, framing, received, usedBytes, quiet } of [
    { what: "an escape of nothing", framing: slip(), received: "DB 01 C0 07", usedBytes: 3 },
    { what: "an escape at the end", framing: slip(), received: "01 DB C0 07", usedBytes: 3 },
    { what: "a long SLIP frame", framing: slip(MAX), received: "01 02 03 04 05 C0", usedBytes: 6 },
    {
      what: "an endless SLIP frame",
      framing: slip(MAX),
      received: "1 2 3 4 5 6 7 8 9",
      usedBytes: 8,
    },
    {
      what: "a COBS block beyond its frame",
      framing: cobs(),
      received: "05 11 22 00",
      usedBytes: 4,
    },
    { what: "a long COBS frame", framing: cobs(MAX), received: "05 1 2 3 4 02 5 00", usedBytes: 5 },
    { what: "a long line", framing: delimited("\n", MAX), received: "1 2 3 4 5 0A", usedBytes: 5 },
    {
      what: "a length that counts not even itself",
      framing: lengthPrefixed({ prefixBytes: 2, ...PREFIX }),
      received: "01 00 07",
      usedBytes: 2,
    },
    {
      what: "a length beyond the limit",
      framing: lengthPrefixed({ prefixBytes: 4, ...MAX }),
      received: "00 00 00 05",
      usedBytes: 4,
    },
    {
      what: "a huge length",
      framing: lengthPrefixed({ prefixBytes: 4 }),
      received: "FF FF FF FF",
      usedBytes: 4,
    },
    {
      what: "noise before a start",
      framing: enclosed("<", ">"),
      received: "31 32 3C 33 3E",
      usedBytes: 2,
    },
    {
      what: "a start before the end",
      framing: enclosed("<", ">"),
      received: "3C 31 3C 32 3E",
      usedBytes: 2,
    },
    {
      what: "noise before a mark",
      framing: startingWith("<", fixedLength(1)),
      received: "31 3C 32",
      usedBytes: 1,
    },
    { what: "noise before a match", framing: matching(/\d;/), received: "61 31 3B", usedBytes: 1 },
    {
      what: "a sum that does not fit",
      framing: withChecksum(fixedLength(3), xor8, { sizeBytes: 1 }),
      received: "01 02 04 07",
      usedBytes: 3,
    },
    {
      what: "a frame shorter than its sum",
      framing: withChecksum(delimited("\n"), xor8, { sizeBytes: 2 }),
      received: "01 0A",
      usedBytes: 2,
    },
    {
      what: "half a packet, then silence",
      framing: fixedLength(3),
      received: "01 02",
      usedBytes: 2,
      quiet: true,
    },
    {
      what: "half a line, then silence",
      framing: delimited("\n"),
      received: "01 02",
      usedBytes: 2,
      quiet: true,
    },
  ] as { what: string; framing: Framing; received: string; usedBytes: number; quiet?: boolean }[]
) {
  Deno.test(`a framing calls ${what} bad, and says how far`, () => {
    const answer = ask(framing.decode, bytes(received), { quiet });
    assert(answer.kind === "bad", answer.kind);
    assertEquals(answer.usedBytes, usedBytes);
  });
}

for (
  const { what, make } of [
    { what: "a line end in a line", make: () => delimited("\r\n").encode(bytes("41 0D 0A 42")) },
    {
      what: "half of a line end that becomes whole",
      make: () => delimited("aa").encode(bytes("61")),
    },
    { what: "a marker in what is enclosed", make: () => enclosed("<", ">").encode(bytes("3E")) },
    { what: "a start in what is enclosed", make: () => enclosed("<", ">").encode(bytes("3C")) },
    { what: "too many bytes", make: () => slip(MAX).encode(new Uint8Array(5)) },
    {
      what: "more bytes than a u8 can say",
      make: () => lengthPrefixed({ prefixBytes: 1 }).encode(new Uint8Array(256)),
    },
    {
      what: "more bytes than a u8 that counts itself can say",
      make: () =>
        lengthPrefixed({ prefixBytes: 1, countsPrefix: true }).encode(new Uint8Array(255)),
    },
    { what: "nothing over SLIP", make: () => slip().encode(new Uint8Array()) },
    { what: "nothing, then silence", make: () => untilQuiet().encode(new Uint8Array()) },
    { what: "the wrong length", make: () => fixedLength(2).encode(bytes("01")) },
    { what: "what does not match", make: () => matching(/\d;/).encode(bytes("31")) },
    { what: "two matches as one", make: () => matching(/\d;/).encode(bytes("31 3B 31 3B")) },
    {
      what: "a sum that is too long",
      make: () => withChecksum(cobs(), crc("CRC-32"), { sizeBytes: 2 }).encode(bytes("01")),
    },
    { what: "an empty delimiter", make: () => delimited("") },
    { what: "an end that contains the start", make: () => enclosed("<", "<>") },
    { what: "a start that contains the end", make: () => enclosed("<>", ">") },
    { what: "no length", make: () => fixedLength(0) },
    { what: "a length of 3 bytes", make: () => lengthPrefixed({ prefixBytes: 3 as 4 }) },
    { what: "a limit of nothing", make: () => cobs({ maxBytes: 0 }) },
    { what: "an expression that matches nothing at all", make: () => matching(/\d*/) },
    { what: "an expression with $", make: () => matching(/\d$/) },
    { what: "an expression with \\b", make: () => matching(/\d\b/) },
    { what: "an expression that looks ahead", make: () => matching(/\d(?!\d)/) },
    { what: "an expression that looks back", make: () => matching(/(?<=a)b/) },
  ]
) {
  Deno.test(`a framing refuses ${what}`, () => {
    assertThrows(make, RangeError, "Cannot frame");
  });
}

Deno.test("startingWith() looks for the next mark right behind that of a bad frame", () => {
  const inner = withChecksum(lengthPrefixed({ prefixBytes: 1 }), xor8, { sizeBytes: 1 });
  const { decode } = startingWith(bytes("AA 55"), inner);
  // The first length was 2, and swallows the second frame.
  const { answers } = decodeAll(decode, [bytes("AA 55 06 07 07 AA 55 02 08 08 AA 55 02 09 09")]);
  assertEquals(valuesOf(answers), [bytes("08"), bytes("09")]);
});

Deno.test("startingWith() calls a mark bad that silence follows", () => {
  const { decode } = startingWith(bytes("AA 55"), slip());
  const answer = ask(decode, bytes("AA 55 C0"), { quiet: true });
  assertEquals(answer, { kind: "bad", why: "silence after a start", usedBytes: 2 });
});

Deno.test("cobs() counts the zeros that a frame stands for", () => {
  const { decode } = cobs({ maxBytes: 254 });
  const [fits, long] = [255, 256].map((length) => new Uint8Array(length + 1).fill(1, 0, length));
  assertEquals(ask(decode, fits!).kind, "value");
  assertEquals(ask(decode, long!).kind, "bad");
});

Deno.test("matching() takes $ and \\b where they stand for themselves", () => {
  const { decode } = matching(/\$[$\b\]]\d\\b/);
  assertEquals(ask(decode, new TextEncoder().encode("$$7\\b")).kind, "value");
});

function bytes(hexes: string): Uint8Array {
  return Uint8Array.from(hexes.split(" ").filter((it) => it !== ""), (it) => Number(`0x${it}`));
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
