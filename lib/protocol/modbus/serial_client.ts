import type { Codec } from "../../contract/codec.ts";
import type { ModbusReply } from "./reply.ts";
import type { SerialFraming } from "./serial_framing.ts";
import type { ModbusRequest, UnitRequest } from "./request.ts";
import { BROADCAST_UNIT, checkUnit } from "./unit.ts";
import { decodeReply } from "./decode_reply.ts";
import { judge } from "./decoded.ts";
import { encodeRequest } from "./encode_request.ts";

/** Makes the client's half of Modbus on a serial line. */
export function serialClient(framing: SerialFraming): Codec<UnitRequest, ModbusReply> {
  return {
    encode({ unit, request }: UnitRequest): Uint8Array {
      checkUnit(unit, request);
      if (unit === BROADCAST_UNIT && !mayBroadcast(request)) {
        throw new RangeError(
          `Cannot ${request.kind} of unit 0: that is everybody, and nobody answers; ` +
            `ask a unit from 1 to 247`,
        );
      }
      return framing.encode({ unit, pdu: encodeRequest(request) });
    },
    decoder: ({ unit: asked, request }) => (received, hints) =>
      judge(framing.decodeReply(received, hints), ({ unit, pdu }) => {
        if (asked === BROADCAST_UNIT) return { kind: "bad", why: "an answer to a broadcast" };
        if (unit === asked) return decodeReply(pdu, request);
        return { kind: "bad", why: `an answer of unit ${unit} to a request to unit ${asked}` };
      }),
  };
}

function mayBroadcast({ kind }: ModbusRequest): boolean {
  return kind.startsWith("write-") || kind === "mask-write-register";
}
