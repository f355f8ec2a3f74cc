import type { DeviceCodec } from "../../contract/codec.ts";
import { asciiFraming } from "../../protocol/modbus/ascii_framing.ts";
import { modbusAsciiDevice } from "../../protocol/modbus/ascii.ts";
import { exception, type ExceptionName } from "../../protocol/modbus/exception.ts";
import type { ModbusReply } from "../../protocol/modbus/reply.ts";
import type { ModbusRequest, ReceivedRequest, UnitRequest } from "../../protocol/modbus/request.ts";
import { modbusRtuDevice } from "../../protocol/modbus/rtu.ts";
import { rtuFraming } from "../../protocol/modbus/rtu_framing.ts";
import type { SerialFraming } from "../../protocol/modbus/serial_framing.ts";
import { decodeTcpFrame, encodeTcpFrame } from "../../protocol/modbus/tcp_framing.ts";
import { modbusTcpDevice } from "../../protocol/modbus/tcp.ts";
import { BROADCAST_UNIT } from "../../protocol/modbus/unit.ts";
import type { SimulatedDevice } from "../simulated_device.ts";
import type { ModbusUnit } from "./modbus_unit.ts";
import { oven } from "./oven.ts";

/** How messages are framed: on TCP, on a serial line, or on TCP as on a serial line. */
export type ModbusFraming = "tcp" | "rtu" | "ascii";

/** What a simulated Modbus device is made of. */
export interface ModbusDeviceOptions {
  /** How messages are framed. Default: `tcp`. */
  readonly framing?: ModbusFraming | undefined;
  /** The units by their numbers, 1 to 247. Default: an `oven()`, unit 1. */
  readonly units?: Readonly<Record<number, ModbusUnit>> | undefined;
  /** Refuses a request by this exception, such as `busy`; `undefined` carries it out. */
  readonly refuse?:
    | ((request: ModbusRequest, unit: number) => ExceptionName | undefined)
    | undefined;
  /** How long an answer takes, in ms. Default: 0. */
  readonly busyMs?: number | undefined;
}

/** A request as each framing finds it. */
type Asked = UnitRequest<ReceivedRequest>;

/** A silence on a serial line that ends a message for certain, whatever the speed. */
const QUIET_MS = 50;

/**
 * Makes a simulated Modbus device of one or several units. On TCP, 0 and 255 are the first unit, and
 * a unit that is not there is answered as a gateway does; on a serial line it is silent, and so are
 * all to a broadcast, which they carry out.
 *
 * @param options The framing and the units.
 * @throws {RangeError} If there is no unit, or its number is not from 1 to 247.
 *
 * @example A server of two ovens
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { oven, serveTcp } from "@readout/readout/simulator";
 *
 * const ovens = modbusDevice({ units: { 1: oven(), 2: oven({ setpointC: 90 }) } });
 * await using server = await serveTcp(ovens);
 * strictEqual(server.clients, 0);
 * ```
 */
export function modbusDevice(options: ModbusDeviceOptions = {}): SimulatedDevice {
  const { framing = "tcp", units = { 1: oven() }, refuse, busyMs } = options;
  const numbers = Object.keys(units).map(Number);
  const odd = numbers.find((unit) => !(Number.isInteger(unit) && unit >= 1 && unit <= 247));
  if (numbers.length === 0 || odd !== undefined) {
    throw new RangeError(
      `Cannot make a Modbus device: it should have units from 1 to 247, got ${odd ?? "none"}`,
    );
  }
  const codec: DeviceCodec<Asked, ModbusReply> = CODECS[framing];
  const isTcp = framing === "tcp";
  /** Whom a request is for. */
  const addressed = (unit: number): readonly number[] => {
    if (isTcp && (unit === 0 || unit === 255)) return numbers.slice(0, 1);
    if (unit === BROADCAST_UNIT) return numbers;
    return numbers.filter((it) => it === unit);
  };
  return {
    name: `modbus ${framing}`,
    decode: codec.decode,
    quietMs: isTcp ? undefined : QUIET_MS,
    answer(asked: Asked, at) {
      const { request } = asked;
      const replies = addressed(asked.unit).map((unit) => {
        if (request.kind === "refused") return exception(request.exception);
        const refusal = refuse?.(request, unit);
        return refusal === undefined ? units[unit]!(request, at) : exception(refusal);
      });
      const nobody = isTcp ? exception("gateway-target-failed-to-respond") : undefined;
      const reply = replies[0] ?? nobody;
      return { reply: reply && codec.encode(reply, asked), busyMs };
    },
    asAnother: (reply) => AS_ANOTHER[framing](reply),
  };
}

const CODECS = {
  tcp: modbusTcpDevice as DeviceCodec<Asked, ModbusReply>,
  rtu: modbusRtuDevice,
  ascii: modbusAsciiDevice,
} as const;

/** A reply as the unit after its own would send it. */
const AS_ANOTHER: Readonly<Record<ModbusFraming, (reply: Uint8Array) => Uint8Array>> = {
  tcp(reply) {
    const found = decodeTcpFrame(reply);
    if (found.kind !== "value") return reply;
    return encodeTcpFrame({ ...found.value, unit: next(found.value.unit) });
  },
  rtu: (reply) => reframed(reply, rtuFraming),
  ascii: (reply) => reframed(reply, asciiFraming),
};

function reframed(reply: Uint8Array, framing: SerialFraming): Uint8Array {
  const found = framing.decodeReply(reply, { quiet: true });
  if (found.kind !== "value") return reply;
  return framing.encode({ ...found.value, unit: next(found.value.unit) });
}

function next(unit: number): number {
  return unit % 247 + 1;
}
