/**
 * What Readout's own tests use, for yours: time that a test moves, what every transport must do.
 *
 * @module
 */
export { VirtualClock } from "./virtual_clock.ts";
export {
  type ConformanceCheck,
  transportConformance,
  type TransportPair,
  type TransportTraits,
} from "./transport_conformance.ts";
export type { AbortOptions } from "../contract/abort_options.ts";
export type { Clock } from "../contract/clock.ts";
export type { Chunk, Transport } from "../contract/transport.ts";
