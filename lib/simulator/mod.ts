/**
 * Simulated instruments, and wires on which things go wrong: a multimeter, a power supply, a Modbus
 * device and a GPS, or one of your own; in memory, on a TCP port or on a pseudo-terminal; with faults
 * on demand, or by rates and a seed.
 *
 * @example A multimeter, asked over TCP, of which every tenth reply or so is late
 * ```ts
 * import { match } from "node:assert/strict";
 * import { openScpi } from "@readout/readout";
 * import { dmm, serveTcp } from "@readout/readout/simulator";
 *
 * await using device = await serveTcp(dmm(), { faults: { late: { rate: 0.1, ms: 50 } } });
 * await using meter = await openScpi(device.address);
 * match(await meter.query("MEAS:VOLT?"), /^[+-]\d\.\d{8}E[+-]\d\d$/);
 * ```
 *
 * @module
 */

// To run a device
export type { DeviceAnswer, DeviceSpeech, Moment, SimulatedDevice } from "./simulated_device.ts";
export { serve, type ServeOptions } from "./serve.ts";
export { type PtyDevice, servePty } from "./serve_pty.ts";
export { serveTcp, type ServeTcpOptions } from "./serve_tcp.ts";
export { type LoopbackDevice, serveLoopback } from "./serve_loopback.ts";
export type { HostOptions, ServedDevice } from "./host.ts";
export { type NetworkNode, SimulatedNetwork } from "./network.ts";
export {
  loopback,
  type LoopbackOptions,
  type LoopbackPair,
} from "../transport/loopback/loopback.ts";

// What goes wrong
export {
  type ConnectionFaultKind,
  FAULT_MS,
  FAULT_NAMES,
  type FaultKind,
  type ReplyFaultKind,
  type TimedFaultKind,
} from "./fault/fault_kind.ts";
export type { FaultPlan, FaultRate, TimedFaultRate } from "./fault/fault_plan.ts";
export { Faults, type FaultStats } from "./fault/faults.ts";
export { faulty, type FaultyOptions, type FaultyTransport } from "./fault/faulty.ts";
export { parseFaults } from "./fault/parse_faults.ts";

// Instruments
export { dmm, type DmmOptions } from "./dmm/dmm.ts";
export type { DmmFunction } from "./dmm/dmm_function.ts";
export type { DmmInputs } from "./dmm/dmm_meter.ts";
export {
  type PowerSupply,
  powerSupply,
  type PowerSupplyOptions,
} from "./power_supply/power_supply.ts";
export type { SupplyLevel, SupplyOutput, SupplySetting } from "./power_supply/supply_output.ts";
export { gps, type GpsOptions } from "./gps/gps.ts";
export type { Place } from "./gps/route.ts";
export { oven } from "./modbus/oven.ts";
export type { HeatingOptions } from "./modbus/heating.ts";
export {
  modbusDevice,
  type ModbusDeviceOptions,
  type ModbusFraming,
} from "./modbus/modbus_device.ts";
export {
  type ModbusCell,
  type ModbusTables,
  type ModbusUnit,
  modbusUnit,
} from "./modbus/modbus_unit.ts";
export {
  type DeviceIdentification,
  IDENTIFICATION_LEVELS,
  type IdentificationLevel,
} from "../protocol/modbus/device_identification.ts";
export {
  exception,
  EXCEPTION_CODES,
  type ExceptionName,
  type ModbusException,
} from "../protocol/modbus/exception.ts";
export type {
  BitsReply,
  ModbusReply,
  RegistersReply,
  WrittenReply,
} from "../protocol/modbus/reply.ts";
export type {
  IdentificationRequest,
  ModbusRequest,
  ReadBitsRequest,
  ReadRegistersRequest,
  ReadRequest,
  ReadWriteRequest,
  WriteRequest,
} from "../protocol/modbus/request.ts";
export type { Identification, IdentificationObject } from "./modbus/identification_reply.ts";

// To make one's own that speaks SCPI
export { type ScpiDevice, scpiDevice } from "./scpi/scpi_device.ts";
export type { ScpiDeviceOptions } from "./scpi/scpi_device_options.ts";
export type { ScpiAction, ScpiCall, ScpiValue } from "./scpi/scpi_call.ts";
export type { ScpiStatus } from "./scpi/scpi_status.ts";
export { ScpiError } from "./scpi/scpi_error.ts";
export {
  aBoolean,
  type Accepted,
  type Accepts,
  aNumber,
  aString,
  type NumberLimits,
  oneOf,
  optional,
} from "./scpi/accepts.ts";
export type { ErrorEntry } from "../protocol/scpi/error_entry.ts";
export type { ErrorQueue } from "../protocol/scpi/error_queue.ts";
export type { Encoding, LineOptions } from "../protocol/scpi/line_options.ts";
export type { ReceivedParameter } from "../protocol/scpi/read_parameter.ts";
export type { StandardErrorCode } from "../protocol/scpi/standard_error.ts";
export type { EventFlag } from "../protocol/scpi/status.ts";
export type { ByteOrder } from "../contract/byte_order.ts";
export { encodeBlock, type EncodeBlockOptions } from "../protocol/scpi/encode_block.ts";

// What these are made of
export type { AbortOptions } from "../contract/abort_options.ts";
export type { Clock } from "../contract/clock.ts";
export type { Decoded, DecodeHints, Decoder, Expected } from "../contract/codec.ts";
export type { Random } from "../contract/random.ts";
export type { ByteSink, Chunk, Transport } from "../contract/transport.ts";
