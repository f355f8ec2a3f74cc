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
export type {
  BadReason,
  GoodReason,
  Reason,
  Status,
  UncertainReason,
} from "./lib/contract/quality.ts";
export type { Overflow } from "./lib/contract/overflow.ts";
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
export { type Poll, poll, type PollOptions, type PollStats } from "./lib/acquisition/poll.ts";
export {
  type CounterOptions,
  type RampOptions,
  type RandomOptions,
  signal,
  type Signals,
} from "./lib/source/signal/signal.ts";
export type { PeriodicOptions, SignalOptions } from "./lib/source/signal/periodic.ts";
