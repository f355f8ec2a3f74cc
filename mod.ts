/**
 * Readout: a toolkit for scripting instruments. Typed channels that never hang, polled data as
 * async iterators, this computer's sensors.
 *
 * @example Three readings of this computer's memory
 * ```ts no-eval
 * import { host, poll } from "@readout/readout";
 *
 * for await (const reading of poll(host.memory(), { periodMs: 1_000, count: 3 })) {
 *   console.log(reading.value, reading.unit, reading.status);
 * }
 * ```
 *
 * @module
 */
export type { AbortOptions } from "./lib/contract/abort_options.ts";
export type { ByteOrder } from "./lib/contract/byte_order.ts";
export type { Channel, ReadCall, Reader, ReadingOf, ReadOptions } from "./lib/contract/channel.ts";
export type { Clock } from "./lib/contract/clock.ts";
export type { Codec, Decoded, DecodeHints, Decoder, Expected } from "./lib/contract/codec.ts";
export type {
  FailedAttempt,
  Fault,
  FaultCause,
  FaultCode,
  FaultCondition,
  FaultContext,
} from "./lib/contract/fault.ts";
export type { Overflow } from "./lib/contract/overflow.ts";
export type {
  BadReason,
  GoodReason,
  Reason,
  Status,
  UncertainReason,
} from "./lib/contract/quality.ts";
export type { Random } from "./lib/contract/random.ts";
export type {
  BadReading,
  GoodReading,
  Reading,
  ReadingBase,
  ReadPath,
  UncertainReading,
} from "./lib/contract/reading.ts";
export type { ByteSink, Chunk, Transport } from "./lib/contract/transport.ts";
export type {
  BadWriting,
  GoodWriting,
  WritableChannel,
  Writer,
  Writing,
  WritingBase,
} from "./lib/contract/writable_channel.ts";

export { delay, type DelayOptions } from "./lib/base/delay.ts";
export { printable } from "./lib/base/printable.ts";
export {
  isReadoutError,
  ReadoutError,
  type ReadoutErrorOptions,
  toFault,
} from "./lib/base/readout_error.ts";
export { seededRandom } from "./lib/base/seeded_random.ts";
export { systemClock } from "./lib/base/system_clock.ts";

export { channel, type ChannelOptions } from "./lib/channel/channel.ts";
export { type ReaderAndWriter, writable } from "./lib/channel/writable.ts";

export type { HostChannel } from "./lib/source/host/host_channel.ts";
export { host } from "./lib/source/host/host.ts";
export type { CpuTimeKind } from "./lib/source/host/sensors/cpu_sensors.ts";
export type { HostSensors } from "./lib/source/host/host_sensors.ts";
export type {
  CoreTimes,
  FileSystemSpace,
  HostSystem,
  OpenFile,
  SystemInformation,
} from "./lib/source/host/host_system.ts";
export { type Host, type HostOptions, openHost } from "./lib/source/host/open_host.ts";
export type { PeriodicOptions, SignalOptions } from "./lib/source/signal/periodic.ts";
export {
  type CounterOptions,
  type RampOptions,
  type RandomOptions,
  signal,
  type Signals,
} from "./lib/source/signal/signal.ts";

export {
  acquire,
  type AcquireOptions,
  type Acquisition,
  type Samples,
} from "./lib/acquisition/acquire.ts";
export { changed, type ChangedOptions } from "./lib/acquisition/changed.ts";
export {
  type ColumnOperator,
  mapColumn,
  movingMean,
  pipeColumns,
} from "./lib/acquisition/columns.ts";
export { decimate } from "./lib/acquisition/decimate.ts";
export {
  every,
  type EveryOptions,
  type RepeatingTimer,
  type Tick,
} from "./lib/acquisition/every.ts";
export { merge } from "./lib/acquisition/merge.ts";
export { Outbox } from "./lib/acquisition/outbox.ts";
export type {
  Delivery,
  OutboxStats,
  PushOptions,
  TakeOptions,
} from "./lib/acquisition/outbox_contract.ts";
export { type Poll, poll, type PollOptions, type PollStats } from "./lib/acquisition/poll.ts";
export { readAll, type ReadAllOptions, type ReadingsOf } from "./lib/acquisition/read_all.ts";
export { readUntil, type ReadUntilOptions } from "./lib/acquisition/read_until.ts";
export { window } from "./lib/acquisition/window.ts";

export {
  Broadcast,
  type BroadcastStats,
  type SubscribeOptions,
} from "./lib/sink/broadcast/broadcast.ts";
export type {
  BroadcastMessage,
  BroadcastOverflow,
  Subscription,
} from "./lib/sink/broadcast/subscription.ts";
export { History, type HistoryOptions, type HistorySlice } from "./lib/sink/memory/history.ts";

export {
  acquireInWorker,
  type WorkerAcquisition,
  type WorkerStats,
} from "./lib/worker/acquire_in_worker.ts";
export { computeInProcess, type ProcessOptions } from "./lib/worker/compute_in_process.ts";
export { computeInWorker, type ComputeOptions } from "./lib/worker/compute_in_worker.ts";
export type {
  ChannelLabel,
  Column,
  Extra,
  FindExtra,
  PlainValue,
  ReadingBatch,
} from "./lib/worker/reading_batch.ts";
export type { HandoverChoice, WorkerOptions } from "./lib/worker/worker_options.ts";
export type { RigChannels } from "./lib/worker/rig_module.ts";

export { openScpi } from "./lib/open/open_scpi.ts";
export type { OpenScpiOptions } from "./lib/open/open_scpi_options.ts";
export type { ScpiInstrument, SelfTest } from "./lib/instrument/scpi.ts";
export type {
  ScpiChannels,
  ScpiTextOptions,
  WaveformType,
} from "./lib/instrument/scpi_channels.ts";
export type { CompleteOptions } from "./lib/instrument/scpi_complete.ts";
export type { Limits } from "./lib/instrument/scpi_limits.ts";
export type { ScaleOptions, ScpiNumberOptions } from "./lib/instrument/scpi_number.ts";
export type {
  ErrorChecks,
  ScpiChannelOptions,
  ScpiOptions,
} from "./lib/instrument/scpi_options.ts";
export type { Doing } from "./lib/instrument/scpi_refused.ts";
export type { ReplyCodec, ScpiSession } from "./lib/instrument/scpi_session.ts";
export type {
  ScpiSettingOptions,
  ScpiSettings,
  ScpiTextSettingOptions,
} from "./lib/instrument/scpi_settings.ts";
export { type Literal, literal, type Parameter } from "./lib/protocol/scpi/parameter.ts";
export { scpi } from "./lib/protocol/scpi/scpi.ts";
export type { BlockOptions } from "./lib/protocol/scpi/block.ts";
export type { ElementArrays, ElementType } from "./lib/protocol/scpi/block_elements.ts";
export type { ErrorEntry } from "./lib/protocol/scpi/error_entry.ts";
export type { Identity } from "./lib/protocol/scpi/identity.ts";
export type { Encoding, LineOptions } from "./lib/protocol/scpi/line_options.ts";
export type { ListOptions } from "./lib/protocol/scpi/list.ts";
export type { NumberForm, NumericOptions } from "./lib/protocol/scpi/numeric.ts";
export type { Reply } from "./lib/protocol/scpi/reply.ts";
export type { EventFlag, StatusFlag } from "./lib/protocol/scpi/status.ts";

export type { Link } from "./lib/link/link.ts";
export type { AskOptions, LinkOptions, LinkStats, LinkTurn } from "./lib/link/link_options.ts";
export type { Startup } from "./lib/link/startup.ts";
export type { Recorded, Trace, TraceOptions } from "./lib/link/trace/trace.ts";
export type {
  TracedBytes,
  TracedExchange,
  TracedOutcome,
  TraceEntry,
  TraceNote,
  TraceNoteKind,
} from "./lib/link/trace/trace_entry.ts";
export type { Probe, Resync } from "./lib/link/resync.ts";

export { openModbus } from "./lib/open/open_modbus.ts";
export type { OpenModbusOptions } from "./lib/open/open_modbus_options.ts";
export type { ModbusDevice, ModbusOptions } from "./lib/instrument/modbus.ts";
export type { ModbusUnit, ModbusUnitOptions } from "./lib/instrument/modbus_unit.ts";
export type { ModbusReadWrite, ModbusRequests } from "./lib/instrument/modbus_requests.ts";
export type { ModbusFraming, ModbusLineOptions } from "./lib/instrument/modbus_line.ts";
export type { ModbusAddress, TableDigits } from "./lib/instrument/modbus_address.ts";
export type {
  ModbusIdentification,
  ModbusIdentificationOptions,
} from "./lib/instrument/modbus_identification.ts";
export type {
  ModbusNumberType,
  ModbusTextOptions,
  ModbusType,
  ModbusValues,
} from "./lib/instrument/modbus_format.ts";
export type { ModbusScaleOptions } from "./lib/instrument/modbus_scale.ts";
export type {
  ModbusChannelOf,
  ModbusChannelOptions,
  ModbusCoilOptions,
  ModbusHoldingOptions,
  ModbusLimitOptions,
  ModbusRegisterOptions,
  ModbusWriteOptions,
} from "./lib/instrument/modbus_channel_options.ts";
export type { ByteOrder as ModbusByteOrder } from "./lib/protocol/modbus/byte_order.ts";
export type { ModbusTable, PlanOptions } from "./lib/protocol/modbus/plan_reads.ts";

export type { OpenTransport, OpenTransportOptions } from "./lib/open/open_transport.ts";
export type { Address, SerialAddress, UnsupportedAddress } from "./lib/instrument/address.ts";
export type { Parsed } from "./lib/base/parsed.ts";
export type { Framing, FramingOptions } from "./lib/protocol/framing/framing.ts";
export type { PairsOptions } from "./lib/protocol/framing/pairs.ts";
export { openLines } from "./lib/open/open_lines.ts";
export type { OpenAskedOptions, OpenUnaskedOptions } from "./lib/open/open_lines_options.ts";
export type { ConnectOptions } from "./lib/open/open_transport.ts";
export { openNmea } from "./lib/open/open_nmea.ts";
export type { OpenNmeaOptions } from "./lib/open/open_nmea_options.ts";
export type { HeardChannelOptions } from "./lib/instrument/heard_channel.ts";
export type { LineDevice, LineDeviceOptions, NamedFieldOptions } from "./lib/instrument/lines.ts";
export type {
  AskedChannelOptions,
  AskedLineDevice,
  AskedLineOptions,
} from "./lib/instrument/lines_asked.ts";
export type { LineColumn } from "./lib/instrument/lines_field.ts";
export type { LineFormat, Packets, PlainLines, TextLines } from "./lib/instrument/lines_format.ts";
export type { Gps, GpsChannelOptions, GpsOptions } from "./lib/instrument/nmea.ts";
export type { GpsFix, GpsPosition } from "./lib/instrument/nmea_fields.ts";
export type { Listener } from "./lib/link/listener.ts";
export type { Ear, Heard, HeardMessage } from "./lib/link/listener_event.ts";
export type {
  ListenerOptions,
  ListenerStats,
  ListenerTuning,
  ListenOptions,
  NextOptions,
  StartOptions,
} from "./lib/link/listener_options.ts";
export type { Listening } from "./lib/link/listener_queue.ts";
export type { NmeaMessage, NmeaOther, NmeaSaid } from "./lib/protocol/nmea/nmea_message.ts";
export type { NmeaSentence } from "./lib/protocol/nmea/nmea_sentence.ts";
export type { Gga } from "./lib/protocol/nmea/gga.ts";
export type { Gll } from "./lib/protocol/nmea/gll.ts";
export type { Gsa, SatelliteSystem } from "./lib/protocol/nmea/gsa.ts";
export type { Gsv, SatelliteInView } from "./lib/protocol/nmea/gsv.ts";
export type { Rmc } from "./lib/protocol/nmea/rmc.ts";
export type { Vtg } from "./lib/protocol/nmea/vtg.ts";
export type { DataStatus, PositionMode } from "./lib/protocol/nmea/status_field.ts";

export type { BreakerPlan, BreakerState } from "./lib/policy/breaker.ts";
export type { FailBackPlan } from "./lib/policy/fail_over.ts";
export {
  classOfFault,
  type FaultClass,
  type FaultClassOverrides,
} from "./lib/policy/fault_class.ts";
export type { HoldPlan, Measured, Model, Prediction } from "./lib/policy/holdover/hold_plan.ts";
export type { Alarm } from "./lib/policy/limits/alarm.ts";
export type { AlarmLimits, AlarmName } from "./lib/policy/limits/alarm_limits.ts";
export type { AlarmPhase } from "./lib/policy/limits/alarm_phase.ts";
export { Alarms, type AlarmsOptions } from "./lib/policy/limits/alarms.ts";
export { Interlock, type InterlockLimits } from "./lib/policy/limits/interlock.ts";
export { limited, type ValueLimits } from "./lib/policy/limits/limited.ts";
export type { StuckLimits } from "./lib/policy/limits/stuck_check.ts";
export type { Notice } from "./lib/policy/notice.ts";
export type {
  Adjustment,
  Exclusion,
  ExclusionCase,
  ResiliencePlan,
  RetryPlan,
  Step,
} from "./lib/policy/resilience_plan.ts";
export { type Resilient, resilient } from "./lib/policy/resilient.ts";
export type { ResilientStats } from "./lib/policy/resilient_stats.ts";

export { defineRig } from "./lib/rig/define_rig.ts";
export type { InterlockPlan, Rig } from "./lib/rig/rig.ts";
export type {
  InstrumentBase,
  InstrumentKindPlan,
  InstrumentPlan,
  OpenInstruments,
} from "./lib/rig/instrument_plan.ts";
export type {
  ChannelPlan,
  ChannelPolicies,
  ChannelSource,
  GpsField,
  LimitsPlan,
  ModbusPlace,
  RegisterType,
} from "./lib/rig/channel_plan.ts";
export type { SafeAction, SafeCall, SafeStep, SafeStepBase } from "./lib/rig/safe_step.ts";
