import type { Codec, DeviceCodec } from "../../contract/codec.ts";
import type { ModbusReply } from "./reply.ts";
import type { ReceivedRequest, UnitRequest } from "./request.ts";
import { asciiFraming } from "./ascii_framing.ts";
import { serialClient } from "./serial_client.ts";
import { serialDevice } from "./serial_device.ts";

/**
 * Modbus ASCII, the client's half. Its checksum is weaker than RTU's: it sees any one changed digit,
 * but of random frames one in 256 passes. (Modbus over Serial Line V1.02, clause 2.5.2)
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const request = { kind: "read-holding-registers", address: 107, count: 3 } as const;
 * const bytes = modbusAscii.encode({ unit: 17, request });
 * strictEqual(new TextDecoder().decode(bytes), ":1103006B00037E\r\n");
 * ```
 */
export const modbusAscii: Codec<UnitRequest, ModbusReply> = serialClient(asciiFraming);

/** Modbus ASCII, the device's half. */
export const modbusAsciiDevice: DeviceCodec<UnitRequest<ReceivedRequest>, ModbusReply> =
  serialDevice(asciiFraming);
