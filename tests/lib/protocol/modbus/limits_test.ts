import type { ModbusRequest } from "../../../../lib/protocol/modbus/request.ts";
import { decodeRequest } from "../../../../lib/protocol/modbus/decode_request.ts";
import { encodeReply } from "../../../../lib/protocol/modbus/encode_reply.ts";
import { encodeRequest } from "../../../../lib/protocol/modbus/encode_request.ts";
import { exception } from "../../../../lib/protocol/modbus/exception.ts";
import { modbusRtu } from "../../../../lib/protocol/modbus/rtu.ts";
import { modbusTcp } from "../../../../lib/protocol/modbus/tcp.ts";
import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { hex } from "./hex.ts";

const coils = (count: number): boolean[] => new Array(count).fill(true);
const registers = (count: number): Uint16Array => new Uint16Array(count);

/** The largest request of each kind that is allowed, what is one too many, and what is said then. */
const LARGEST: readonly [ModbusRequest, ModbusRequest, string][] = [
  [
    { kind: "read-coils", address: 0, count: 2_000 },
    { kind: "read-coils", address: 0, count: 2_001 },
    "count must be an integer from 1 to 2000, got 2001",
  ],
  [
    { kind: "read-discrete-inputs", address: 63_536, count: 2_000 },
    { kind: "read-discrete-inputs", address: 63_537, count: 2_000 },
    "address must be an integer from 0 to 63536 for a count of 2000, got 63537",
  ],
  [
    { kind: "read-holding-registers", address: 0, count: 125 },
    { kind: "read-holding-registers", address: 0, count: 126 },
    "count must be an integer from 1 to 125, got 126",
  ],
  [
    { kind: "read-input-registers", address: 65_535, count: 1 },
    { kind: "read-input-registers", address: 65_536, count: 1 },
    "address must be an integer from 0 to 65535, got 65536",
  ],
  [
    { kind: "write-single-register", address: 0, value: 65_535 },
    { kind: "write-single-register", address: 0, value: -1 },
    "value must be integers from 0 to 65535, got -1",
  ],
  [
    { kind: "write-multiple-coils", address: 0, values: coils(1_968) },
    { kind: "write-multiple-coils", address: 0, values: coils(1_969) },
    "count must be an integer from 1 to 1968, got 1969",
  ],
  [
    { kind: "write-multiple-registers", address: 0, values: registers(123) },
    { kind: "write-multiple-registers", address: 0, values: registers(124) },
    "count must be an integer from 1 to 123, got 124",
  ],
  [
    { kind: "mask-write-register", address: 0, andMask: 0xffff, orMask: 0 },
    { kind: "mask-write-register", address: 0, andMask: 0x1_0000, orMask: 0 },
    "andMask and orMask must be integers from 0 to 65535, got 65536",
  ],
  [
    readWrite(125, 121),
    readWrite(126, 121),
    "read count must be an integer from 1 to 125, got 126",
  ],
  [readWrite(1, 1), readWrite(1, 122), "write count must be an integer from 1 to 121, got 122"],
  [
    { kind: "read-device-identification", level: "specific", objectId: 255 },
    { kind: "read-device-identification", level: "specific", objectId: 256 },
    "objectId must be an integer from 0 to 255, got 256",
  ],
];

for (const [largest, beyond, message] of LARGEST) {
  Deno.test(`encodeRequest sends the largest ${largest.kind}, and says of more: ${message}`, () => {
    assertEquals(decodeRequest(encodeRequest(largest)), largest);
    assertThrows(() => encodeRequest(beyond), RangeError, `Cannot ${beyond.kind}: ${message}`);
  });
}

Deno.test("encodeRequest refuses what is no number, no coil, nothing at all", () => {
  for (
    const odd of [
      { kind: "read-coils", address: NaN, count: 1 },
      { kind: "read-coils", address: 0.5, count: 1 },
      { kind: "read-coils", address: 0, count: 0 },
      { kind: "write-multiple-registers", address: 0, values: [] },
      { kind: "write-multiple-registers", address: 0, values: [1, 1.5] },
      { kind: "write-single-coil", address: 0, value: "false" as unknown as boolean },
      { kind: "read-device-identification", level: "all" as "basic", objectId: 0 },
      { kind: "format-disk" as "read-coils", address: 0, count: 1 },
    ] as const
  ) assertThrows(() => encodeRequest(odd), RangeError);
});

for (
  const { what, bytes, answer } of [
    { what: "a function that is not spoken", bytes: "63 00", answer: "E3 01" },
    { what: "another encapsulated interface", bytes: "2B 0D 00 00", answer: "AB 01" },
    { what: "no registers", bytes: "03 00 00 00 00", answer: "83 03" },
    { what: "126 registers", bytes: "03 00 00 00 7E", answer: "83 03" },
    { what: "registers beyond the last", bytes: "03 FF FF 00 02", answer: "83 02" },
    { what: "a coil neither on nor off", bytes: "05 00 00 00 01", answer: "85 03" },
    {
      what: "a byte count that is not the data's",
      bytes: "10 00 00 00 01 03 00 00 00",
      answer: "90 03",
    },
    { what: "fewer bytes than counted", bytes: "0F 00 00 00 08 01", answer: "8F 03" },
    { what: "a byte too many", bytes: "06 00 00 00 00 00", answer: "86 03" },
    {
      what: "less to write than counted",
      bytes: "17 0000 0001 0000 0002 02 0000",
      answer: "97 03",
    },
    { what: "an identification and more", bytes: "2B 0E 01 00 00", answer: "AB 03" },
    { what: "an unknown level", bytes: "2B 0E 05 00", answer: "AB 03" },
  ]
) {
  Deno.test(`decodeRequest refuses ${what} with the standard's exception`, () => {
    const asked = decodeRequest(hex(bytes));
    assert(asked.kind === "refused", JSON.stringify(asked));
    assertEquals(encodeReply(exception(asked.exception), asked), hex(answer));
  });
}

Deno.test("encodeReply refuses a reply that the client could not take", () => {
  const request = { kind: "read-coils", address: 0, count: 3 } as const;
  const bits = { kind: "read-coils", values: coils(5) } as const;
  assertThrows(() => encodeReply(bits, request), RangeError, "3 were asked for, got 5");
  assertThrows(() => encodeReply({ kind: "write-single-coil" }, request), TypeError, "kind");
  const asked = { kind: "read-device-identification", level: "basic", objectId: 0 } as const;
  const objects = [0, 1].map((id) => ({ id, value: "x".repeat(130) }));
  const long = {
    ...asked,
    conformity: "basic",
    individual: true,
    nextObjectId: null,
    objects,
  } as const;
  assertThrows(() => encodeReply(long, asked), RangeError, "253 bytes");
  const odd = { ...long, objects: [{ id: 0, value: "\u20ac" }] };
  assertThrows(() => encodeReply(odd, asked), RangeError, "0 to 255");
});

Deno.test("encode refuses units and transactions that there are not, and to ask everybody", () => {
  const request = { kind: "read-coils", address: 0, count: 1 } as const;
  for (const unit of [-1, 256, 1.5, NaN]) {
    assertThrows(() => modbusRtu.encode({ unit, request }), RangeError, "unit must be");
    assertThrows(() => modbusTcp.encode({ unit, transactionId: 0, request }), RangeError, "unit");
  }
  for (const transactionId of [-1, 65_536, NaN]) {
    assertThrows(() => modbusTcp.encode({ unit: 1, transactionId, request }), RangeError, "65535");
  }
  assertThrows(() => modbusRtu.encode({ unit: 0, request }), RangeError, "nobody answers");
});

function readWrite(readCount: number, writeCount: number): ModbusRequest {
  const values = registers(writeCount);
  const kind = "read-write-multiple-registers";
  return { kind, readAddress: 0, readCount, writeAddress: 0, values };
}
