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
export type { Channel, ReadCall, Reader, ReadingOf, ReadOptions } from "./lib/contract/channel.ts";
export type { Clock } from "./lib/contract/clock.ts";
export type { Fault, FaultCause, FaultCode, FaultContext } from "./lib/contract/fault.ts";
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
  UncertainReading,
} from "./lib/contract/reading.ts";
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
