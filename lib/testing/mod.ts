/**
 * What Readout's own tests use, for yours: time that a test moves.
 *
 * @module
 */
export { VirtualClock } from "./virtual_clock.ts";
