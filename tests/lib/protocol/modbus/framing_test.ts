import type { Decoded } from "../../../../lib/contract/codec.ts";
import { modbusAscii, modbusAsciiDevice } from "../../../../lib/protocol/modbus/ascii.ts";
import { crc16 } from "../../../../lib/protocol/modbus/crc16.ts";
import { lrc } from "../../../../lib/base/checksum.ts";
import { modbusRtu, modbusRtuDevice } from "../../../../lib/protocol/modbus/rtu.ts";
import { modbusTcp, modbusTcpDevice } from "../../../../lib/protocol/modbus/tcp.ts";
import { assert, assertEquals, assertMatch } from "../../../deps/assert.ts";
import { ask, glue } from "../cuts.ts";
import { hex } from "./hex.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const request = { kind: "read-holding-registers", address: 107, count: 3 } as const;
const asked = { unit: 17, request };
const quiet = { quiet: true };

function assertBad(answer: Decoded<unknown>, why: RegExp, usedBytes: number): void {
  assert(answer.kind === "bad", answer.kind);
  assertMatch(answer.why, why);
  assertEquals(answer.usedBytes, usedBytes);
}

Deno.test("crc16 and lrc give the check values", () => {
  assertEquals(crc16(ascii("123456789")), 0x4b37);
  assertEquals(crc16(new Uint8Array()), 0xffff);
  assertEquals(lrc(hex("11 03 00 6B 00 03")), 0x7e);
  assertEquals(lrc(new Uint8Array()), 0);
});

Deno.test("modbusRtu frames as known devices do", () => {
  const ten = { kind: "read-holding-registers", address: 0, count: 10 } as const;
  assertEquals(modbusRtu.encode({ unit: 1, request: ten }), hex("01 03 00 00 00 0A C5 CD"));
  assertEquals(modbusRtu.encode(asked), hex("11 03 00 6B 00 03 76 87"));
  const coil = { kind: "write-single-coil", address: 172, value: true } as const;
  assertEquals(modbusRtu.encode({ unit: 1, request: coil }), hex("01 05 00 AC FF 00 4C 1B"));
  assertEquals(ask(modbusRtu.decoder({ unit: 1, request }), hex("01 83 02 C0 F1")), {
    kind: "value",
    value: { kind: "exception", code: 2, name: "illegal-data-address" },
    usedBytes: 5,
  });
});

Deno.test("modbusAscii and modbusTcp frame as the standard says", () => {
  assertEquals(modbusAscii.encode(asked), ascii(":1103006B00037E\r\n"));
  const frame = hex("12 34 00 00 00 06 11 03 00 6B 00 03");
  assertEquals(modbusTcp.encode({ ...asked, transactionId: 0x1234 }), frame);
});

Deno.test("modbusRtu finds a reply's end without any silence, and leaves what follows", () => {
  const reply = { kind: request.kind, values: Uint16Array.of(1, 2, 3) };
  const frame = modbusRtuDevice.encode(reply, asked);
  const decoder = modbusRtu.decoder(asked);
  for (let length = 0; length < frame.length; length++) {
    assertEquals(ask(decoder, frame.subarray(0, length)).kind, "more");
  }
  const answer = { kind: "value", value: reply, usedBytes: frame.length } as const;
  assertEquals<unknown>(ask(decoder, glue([frame, hex("FF")])), answer);
});

Deno.test("modbusRtu calls a frame that silence breaks off bad, but silence alone nothing", () => {
  const decoder = modbusRtu.decoder(asked);
  assertBad(ask(decoder, hex("11 03 06 00"), quiet), /breaks off after 4 bytes/, 4);
  assertEquals(ask(decoder, new Uint8Array(), quiet).kind, "more");
});

Deno.test("modbusRtu says which CRC came and which should have", () => {
  const answer = ask(modbusRtu.decoder(asked), hex("11 83 02 C1 35"));
  assertBad(answer, /CRC 0x35c1, 0x34c1 expected/, 5);
});

Deno.test("modbusRtu ends a frame of a function that it does not know where the line is quiet", () => {
  const body = hex("11 63 01 02 03");
  const crc = crc16(body);
  const frame = glue([body, Uint8Array.of(crc, crc >> 8)]);
  assertEquals(ask(modbusRtuDevice.decode, frame).kind, "more");
  const heard = ask(modbusRtuDevice.decode, frame, quiet);
  assert(heard.kind === "value" && heard.value.request.kind === "refused");
  assertEquals(heard.value.request.exception, "illegal-function");
  assertEquals(heard.value.request.functionCode, 0x63);
  assertBad(ask(modbusRtu.decoder(asked), frame, quiet), /function 99 to function 3/, 7);
});

Deno.test("modbusRtu ends another encapsulated interface's frame where the line is quiet", () => {
  const body = hex("11 2B 0D 01 02 03 04 05");
  const crc = crc16(body);
  const frame = glue([body, Uint8Array.of(crc, crc >> 8)]);
  assertEquals(ask(modbusRtuDevice.decode, frame).kind, "more");
  const heard = ask(modbusRtuDevice.decode, frame, quiet);
  assertEquals(heard.kind === "value" && heard.value.request.kind, "refused");
});

Deno.test("modbusRtu takes no frame without a function, though its CRC be right", () => {
  assertBad(ask(modbusRtuDevice.decode, hex("FF FF"), quiet), /breaks off/, 2);
});

Deno.test("modbusRtu gives up a frame without an end after 256 bytes", () => {
  const endless = new Uint8Array(300).fill(0x63);
  assertEquals(ask(modbusRtuDevice.decode, endless.subarray(0, 256)).kind, "more");
  assertBad(ask(modbusRtuDevice.decode, endless), /within 256 bytes/, 256);
  const tooLong = glue([hex("11 03 FF"), new Uint8Array(297)]);
  assertBad(ask(modbusRtu.decoder(asked), tooLong), /within 256 bytes/, 256);
  const manyObjects = glue([hex("11 2B 0E 01 01 00 00 FF"), new Uint8Array(249)]);
  assertBad(ask(modbusRtu.decoder(asked), manyObjects), /within 256 bytes/, 256);
  const longObject = glue([hex("11 2B 0E 01 01 00 00 01 00 FF"), new Uint8Array(247)]);
  assertBad(ask(modbusRtu.decoder(asked), longObject), /within 256 bytes/, 256);
});

for (
  const { what, text, why, usedBytes } of [
    { what: "a byte before the colon", text: "\n:1103", why: /outside of a frame/, usedBytes: 1 },
    { what: "another colon", text: ":1103:11", why: /another frame/, usedBytes: 5 },
    { what: "lower case", text: ":1103006b00037E\r\n", why: /A to F/, usedBytes: 9 },
    { what: "a space", text: ":11 03", why: /A to F/, usedBytes: 4 },
    { what: "CR alone", text: ":1103\r:", why: /CR without LF/, usedBytes: 6 },
    { what: "an odd digit", text: ":1103006B00037E0\r\n", why: /15 digits/, usedBytes: 18 },
    { what: "hardly anything", text: ":11EF\r\n", why: /4 digits/, usedBytes: 7 },
    { what: "nothing", text: ":\r\n", why: /0 digits/, usedBytes: 3 },
    { what: "another LRC", text: ":1103006B00037F\r\n", why: /LRC/, usedBytes: 17 },
    { what: "no end", text: ":" + "0".repeat(2_000), why: /within 513 bytes/, usedBytes: 512 },
  ]
) {
  Deno.test(`modbusAsciiDevice calls a frame with ${what} bad`, () => {
    assertBad(ask(modbusAsciiDevice.decode, ascii(text)), why, usedBytes);
  });
}

Deno.test("modbusAscii takes the longest frame, 513 bytes", () => {
  const values = Uint16Array.from({ length: 121 }, (_, at) => at);
  const kind = "read-write-multiple-registers";
  const long = { kind, readAddress: 0, readCount: 1, writeAddress: 0, values } as const;
  const frame = modbusAscii.encode({ unit: 1, request: long });
  assertEquals(frame.length, 2 * (1 + 252 + 1) + 3);
  assertEquals(ask(modbusAsciiDevice.decode, frame).kind, "value");
  const digits = "01" + "63" + "00".repeat(252);
  const sum = lrc(hex(digits)).toString(16).toUpperCase().padStart(2, "0");
  const longest = ascii(`:${digits}${sum}\r\n`);
  assertEquals(longest.length, 513);
  assertEquals(ask(modbusAsciiDevice.decode, longest).kind, "value");
});

for (
  const { what, bytes, why, usedBytes } of [
    { what: "another protocol", bytes: "00 01 00 01 00 06", why: /protocol 1/, usedBytes: 6 },
    { what: "length 1", bytes: "00 01 00 00 00 01 11", why: /length of 1/, usedBytes: 6 },
    {
      what: "length 255",
      bytes: "00 01 00 00 00 FF",
      why: /length of 255, 2 to 254/,
      usedBytes: 6,
    },
  ]
) {
  Deno.test(`modbusTcpDevice calls a header with ${what} bad`, () => {
    assertBad(ask(modbusTcpDevice.decode, hex(bytes)), why, usedBytes);
  });
}

Deno.test("modbusTcp and modbusAscii wait on whatever the silence, which ends no frame of theirs", () => {
  const tcp = modbusTcp.decoder({ ...asked, transactionId: 1 });
  assertEquals(ask(tcp, hex("00 01 00"), quiet).kind, "more");
  assertEquals(ask(tcp, hex("00 01 00 00 00 05 11 03"), quiet).kind, "more");
  assertEquals(ask(modbusAscii.decoder(asked), ascii(":1103\r"), quiet).kind, "more");
});
