import { type FlagFormat, flags } from "./flags.ts";

/** What the status byte says (IEEE 488.2, 11.2; SCPI-99, volume 1, 9). */
export type StatusFlag =
  | "errorQueue"
  | "questionable"
  | "messageAvailable"
  | "eventStatus"
  | "requestService"
  | "operation";

/**
 * The status byte, the reply to `*STB?`: `requestService` is RQS when it is serial-polled, and MSS
 * in the reply.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const status = statusByte.read(0b0110_0000);
 * strictEqual(status.requestService && status.eventStatus, true);
 * strictEqual(status.messageAvailable, false);
 * ```
 */
export const statusByte: FlagFormat<StatusFlag> = Object.freeze(flags({
  errorQueue: 2,
  questionable: 3,
  messageAvailable: 4,
  eventStatus: 5,
  requestService: 6,
  operation: 7,
}, 8));

/** What the standard event status register says (IEEE 488.2, 11.5.1). */
export type EventFlag =
  | "operationComplete"
  | "requestControl"
  | "queryError"
  | "deviceError"
  | "executionError"
  | "commandError"
  | "userRequest"
  | "powerOn";

/**
 * The standard event status register, the reply to `*ESR?`, which also clears it.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(eventStatus.read(32).commandError, true);
 * ```
 */
export const eventStatus: FlagFormat<EventFlag> = Object.freeze(flags({
  operationComplete: 0,
  requestControl: 1,
  queryError: 2,
  deviceError: 3,
  executionError: 4,
  commandError: 5,
  userRequest: 6,
  powerOn: 7,
}, 8));
