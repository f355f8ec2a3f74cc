import type { ModbusReply } from "../../../../lib/protocol/modbus/reply.ts";
import type { ModbusRequest } from "../../../../lib/protocol/modbus/request.ts";
import { decodeReply } from "../../../../lib/protocol/modbus/decode_reply.ts";
import { decodeRequest } from "../../../../lib/protocol/modbus/decode_request.ts";
import { encodeReply } from "../../../../lib/protocol/modbus/encode_reply.ts";
import { encodeRequest } from "../../../../lib/protocol/modbus/encode_request.ts";
import { maskedRegister } from "../../../../lib/protocol/modbus/masked_register.ts";
import { assertEquals } from "../../../deps/assert.ts";
import { hex } from "./hex.ts";

/** The examples of Modbus Application Protocol V1.1b3, clause 6; that of 6.21 with right lengths. */
const EXAMPLES: readonly {
  readonly request: ModbusRequest;
  readonly asked: string;
  readonly reply: ModbusReply;
  readonly answered: string;
}[] = [
  {
    request: { kind: "read-coils", address: 19, count: 19 },
    asked: "01 00 13 00 13",
    reply: { kind: "read-coils", values: bits("1011001111010110101") },
    answered: "01 03 CD 6B 05",
  },
  {
    request: { kind: "read-discrete-inputs", address: 196, count: 22 },
    asked: "02 00 C4 00 16",
    reply: { kind: "read-discrete-inputs", values: bits("0011010111011011101011") },
    answered: "02 03 AC DB 35",
  },
  {
    request: { kind: "read-holding-registers", address: 107, count: 3 },
    asked: "03 00 6B 00 03",
    reply: { kind: "read-holding-registers", values: Uint16Array.of(555, 0, 100) },
    answered: "03 06 02 2B 00 00 00 64",
  },
  {
    request: { kind: "read-input-registers", address: 8, count: 1 },
    asked: "04 00 08 00 01",
    reply: { kind: "read-input-registers", values: Uint16Array.of(10) },
    answered: "04 02 00 0A",
  },
  {
    request: { kind: "write-single-coil", address: 172, value: true },
    asked: "05 00 AC FF 00",
    reply: { kind: "write-single-coil" },
    answered: "05 00 AC FF 00",
  },
  {
    request: { kind: "write-single-register", address: 1, value: 3 },
    asked: "06 00 01 00 03",
    reply: { kind: "write-single-register" },
    answered: "06 00 01 00 03",
  },
  {
    request: { kind: "write-multiple-coils", address: 19, values: bits("1011001110") },
    asked: "0F 00 13 00 0A 02 CD 01",
    reply: { kind: "write-multiple-coils" },
    answered: "0F 00 13 00 0A",
  },
  {
    request: { kind: "write-multiple-registers", address: 1, values: Uint16Array.of(10, 258) },
    asked: "10 00 01 00 02 04 00 0A 01 02",
    reply: { kind: "write-multiple-registers" },
    answered: "10 00 01 00 02",
  },
  {
    request: { kind: "mask-write-register", address: 4, andMask: 0xf2, orMask: 0x25 },
    asked: "16 00 04 00 F2 00 25",
    reply: { kind: "mask-write-register" },
    answered: "16 00 04 00 F2 00 25",
  },
  {
    request: {
      kind: "read-write-multiple-registers",
      readAddress: 3,
      readCount: 6,
      writeAddress: 14,
      values: Uint16Array.of(255, 255, 255),
    },
    asked: "17 00 03 00 06 00 0E 00 03 06 00 FF 00 FF 00 FF",
    reply: {
      kind: "read-write-multiple-registers",
      values: Uint16Array.of(0xfe, 0xacd, 1, 3, 0xd, 0xff),
    },
    answered: "17 0C 00 FE 0A CD 00 01 00 03 00 0D 00 FF",
  },
  {
    request: { kind: "read-device-identification", level: "basic", objectId: 0 },
    asked: "2B 0E 01 00",
    reply: {
      kind: "read-device-identification",
      conformity: "basic",
      individual: false,
      nextObjectId: null,
      objects: [{ id: 0, value: "Acme" }, { id: 1, value: "X1" }, { id: 2, value: "V2.11" }],
    },
    answered: "2B 0E 01 01 00 00 03 00 04 41636D65 01 02 5831 02 05 56322E3131",
  },
  {
    request: { kind: "read-coils", address: 1_185, count: 1 },
    asked: "01 04 A1 00 01",
    reply: { kind: "exception", code: 2, name: "illegal-data-address" },
    answered: "81 02",
  },
];

for (const { request, asked, reply, answered } of EXAMPLES) {
  Deno.test(`the standard's ${request.kind}, answered by ${answered}, is right in both halves`, () => {
    assertEquals(encodeRequest(request), hex(asked));
    assertEquals(decodeRequest(hex(asked)), request);
    assertEquals(encodeReply(reply, request), hex(answered));
    assertEquals(decodeReply(hex(answered), request), { kind: "value", value: reply });
  });
}

Deno.test("maskedRegister gives the standard's example, and any bit by its masks", () => {
  assertEquals(maskedRegister(0x12, 0xf2, 0x25), 0x17);
  assertEquals(maskedRegister(0xabcd, 0xffff, 0), 0xabcd);
  assertEquals(maskedRegister(0xabcd, 0, 0x1234), 0x1234);
});

/** Bits as they are numbered, lowest address first. */
function bits(text: string): boolean[] {
  return Array.from(text, (it) => it === "1");
}
