import type { Codec, DeviceCodec } from "../../contract/codec.ts";
import type { ModbusReply } from "./reply.ts";
import type { ReceivedRequest, UnitRequest } from "./request.ts";
import { rtuFraming } from "./rtu_framing.ts";
import { serialClient } from "./serial_client.ts";
import { serialDevice } from "./serial_device.ts";

/**
 * Modbus RTU, the client's half: on serial lines, and as it is over TCP.
 *
 * A reply that is whole but of another unit, function, byte count or address is `bad`; nothing in it
 * tells which request it answers, so what comes late looks right and is for the link to keep out.
 * (Modbus over Serial Line V1.02, clause 2.5.1)
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const request = { kind: "read-holding-registers", address: 107, count: 3 } as const;
 * const bytes = modbusRtu.encode({ unit: 17, request });
 * deepStrictEqual([...bytes], [0x11, 0x03, 0x00, 0x6b, 0x00, 0x03, 0x76, 0x87]);
 *
 * const decode = modbusRtu.decoder({ unit: 17, request });
 * const busy = Uint8Array.of(0x11, 0x83, 0x06, 0xc0, 0xf7);
 * deepStrictEqual(decode(busy), {
 *   kind: "value",
 *   value: { kind: "exception", code: 6, name: "busy" },
 *   usedBytes: 5,
 * });
 * ```
 */
export const modbusRtu: Codec<UnitRequest, ModbusReply> = serialClient(rtuFraming);

/** Modbus RTU, the device's half. */
export const modbusRtuDevice: DeviceCodec<UnitRequest<ReceivedRequest>, ModbusReply> = serialDevice(
  rtuFraming,
);
