import type { DeviceCodec } from "../../contract/codec.ts";
import type { ModbusReply } from "./reply.ts";
import type { ReceivedRequest, UnitRequest } from "./request.ts";
import type { SerialFraming } from "./serial_framing.ts";
import { BROADCAST_UNIT } from "./unit.ts";
import { decodeRequest } from "./decode_request.ts";
import { judge } from "./decoded.ts";
import { encodeReply } from "./encode_reply.ts";

/**
 * Makes the device's half of Modbus on a serial line. It decodes requests to every unit: whose they
 * are is for the device to say. The reply to a broadcast is no bytes at all.
 */
export function serialDevice(
  framing: SerialFraming,
): DeviceCodec<UnitRequest<ReceivedRequest>, ModbusReply> {
  return {
    decode: (received, hints) =>
      judge(framing.decodeRequest(received, hints), ({ unit, pdu }) => {
        return { kind: "value", value: { unit, request: decodeRequest(pdu) } };
      }),
    encode(reply: ModbusReply, { unit, request }: UnitRequest<ReceivedRequest>): Uint8Array {
      if (unit === BROADCAST_UNIT) return new Uint8Array();
      return framing.encode({ unit, pdu: encodeReply(reply, request) });
    },
  };
}
