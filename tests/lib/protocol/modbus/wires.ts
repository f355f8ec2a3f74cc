import type { Decoder } from "../../../../lib/contract/codec.ts";
import type { ModbusReply } from "../../../../lib/protocol/modbus/reply.ts";
import type { ModbusRequest, ReceivedRequest } from "../../../../lib/protocol/modbus/request.ts";
import type { TcpReply } from "../../../../lib/protocol/modbus/tcp.ts";
import { modbusAscii, modbusAsciiDevice } from "../../../../lib/protocol/modbus/ascii.ts";
import { modbusRtu, modbusRtuDevice } from "../../../../lib/protocol/modbus/rtu.ts";
import { modbusTcp, modbusTcpDevice } from "../../../../lib/protocol/modbus/tcp.ts";

/** What is the same for every way of sending Modbus. */
export interface Wire {
  readonly name: string;
  /** The bytes of a request, as a client sends it to unit 17. */
  asked(request: ModbusRequest): Uint8Array;
  /** The bytes of the reply of unit 17. */
  answered(reply: ModbusReply, request: ReceivedRequest): Uint8Array;
  /** The client's decoder of the reply. */
  client(request: ModbusRequest): Decoder<ModbusReply | TcpReply>;
  /** The device's decoder. */
  readonly device: Decoder<{ readonly unit: number; readonly request: ReceivedRequest }>;
  /** The reply that a client's value means. */
  replyOf(value: ModbusReply | TcpReply): unknown;
}

const unit = 17;
const transactionId = 0x1234;

/** TCP, RTU and ASCII. */
export const WIRES: readonly Wire[] = [
  {
    name: "modbusTcp",
    asked: (request) => modbusTcp.encode({ transactionId, unit, request }),
    answered: (reply, request) => modbusTcpDevice.encode(reply, { transactionId, unit, request }),
    client: (request) => modbusTcp.decoder({ transactionId, unit, request }),
    device: modbusTcpDevice.decode,
    replyOf: (value) => (value as TcpReply).reply,
  },
  {
    name: "modbusRtu",
    asked: (request) => modbusRtu.encode({ unit, request }),
    answered: (reply, request) => modbusRtuDevice.encode(reply, { unit, request }),
    client: (request) => modbusRtu.decoder({ unit, request }),
    device: modbusRtuDevice.decode,
    replyOf: (value) => value,
  },
  {
    name: "modbusAscii",
    asked: (request) => modbusAscii.encode({ unit, request }),
    answered: (reply, request) => modbusAsciiDevice.encode(reply, { unit, request }),
    client: (request) => modbusAscii.decoder({ unit, request }),
    device: modbusAsciiDevice.decode,
    replyOf: (value) => value,
  },
];
