import type { DeviceIdentification } from "../../../../lib/protocol/modbus/device_identification.ts";
import type { ModbusReply } from "../../../../lib/protocol/modbus/reply.ts";
import type { ModbusRequest } from "../../../../lib/protocol/modbus/request.ts";
import { exceptionOf } from "../../../../lib/protocol/modbus/exception.ts";
import { fc } from "../../../deps/fast_check.ts";

/** A request and what a device may answer to it. */
export interface Exchange {
  readonly request: ModbusRequest;
  readonly reply: ModbusReply;
}

const byte = fc.integer({ min: 0, max: 0xff });
const word = fc.integer({ min: 0, max: 0xffff });

function span(maxCount: number): fc.Arbitrary<{ address: number; count: number }> {
  return fc.integer({ min: 1, max: maxCount }).chain((count) =>
    fc.integer({ min: 0, max: 0x1_0000 - count }).map((address) => ({ address, count }))
  );
}

function bits(count: number): fc.Arbitrary<boolean[]> {
  return fc.array(fc.boolean(), { minLength: count, maxLength: count });
}

function registers(count: number): fc.Arbitrary<Uint16Array> {
  return fc.uint16Array({ minLength: count, maxLength: count });
}

/** Every request that the standard allows. */
export const requests: fc.Arbitrary<ModbusRequest> = fc.oneof(
  fc.constantFrom("read-coils" as const, "read-discrete-inputs" as const)
    .chain((kind) => span(2_000).map((it) => ({ kind, ...it }))),
  fc.constantFrom("read-holding-registers" as const, "read-input-registers" as const)
    .chain((kind) => span(125).map((it) => ({ kind, ...it }))),
  fc.record({
    kind: fc.constant("write-single-coil" as const),
    address: word,
    value: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("write-single-register" as const),
    address: word,
    value: word,
  }),
  span(1_968).chain(({ address, count }) =>
    bits(count).map((values) => ({ kind: "write-multiple-coils" as const, address, values }))
  ),
  span(123).chain(({ address, count }) =>
    registers(count).map((values) => {
      return { kind: "write-multiple-registers" as const, address, values };
    })
  ),
  fc.record({
    kind: fc.constant("mask-write-register" as const),
    address: word,
    andMask: word,
    orMask: word,
  }),
  fc.tuple(span(125), span(121)).chain(([read, write]) =>
    registers(write.count).map((values) => ({
      kind: "read-write-multiple-registers" as const,
      readAddress: read.address,
      readCount: read.count,
      writeAddress: write.address,
      values,
    }))
  ),
  fc.record({
    kind: fc.constant("read-device-identification" as const),
    level: fc.constantFrom("basic", "regular", "extended", "specific"),
    objectId: byte,
  }),
);

/** Every request, each with every reply that the standard allows. */
export const exchanges: fc.Arbitrary<Exchange> = requests.chain((request) =>
  fc.oneof({ arbitrary: repliesTo(request), weight: 9 }, byte.map(exceptionOf))
    .map((reply) => ({ request, reply }))
);

function repliesTo(request: ModbusRequest): fc.Arbitrary<ModbusReply> {
  switch (request.kind) {
    case "read-coils":
    case "read-discrete-inputs":
      return bits(request.count).map((values) => ({ kind: request.kind, values }));
    case "read-holding-registers":
    case "read-input-registers":
      return registers(request.count).map((values) => ({ kind: request.kind, values }));
    case "read-write-multiple-registers":
      return registers(request.readCount).map((values) => ({ kind: request.kind, values }));
    case "read-device-identification": {
      const one = request.level === "specific";
      const object = fc.record({
        id: one ? fc.constant(request.objectId) : byte,
        value: fc.string({ unit: byte.map((it) => String.fromCharCode(it)), maxLength: 30 }),
      });
      return fc.record<DeviceIdentification>({
        kind: fc.constant(request.kind),
        conformity: fc.constantFrom("basic", "regular", "extended"),
        individual: fc.boolean(),
        nextObjectId: fc.option(byte),
        objects: fc.array(object, { minLength: one ? 1 : 0, maxLength: one ? 1 : 7 }),
      });
    }
    default:
      return fc.constant({ kind: request.kind });
  }
}
