import type { EventFlag } from "./status.ts";

/** What kind of error a code stands for (SCPI-99, volume 2, 21.8). */
export type ErrorClass =
  | "none"
  | "command"
  | "execution"
  | "device"
  | "query"
  | "power-on"
  | "user-request"
  | "request-control"
  | "operation-complete"
  | "unknown";

const CLASSES: Readonly<Record<number, ErrorClass>> = {
  1: "command",
  2: "execution",
  3: "device",
  4: "query",
  5: "power-on",
  6: "user-request",
  7: "request-control",
  8: "operation-complete",
};

const FLAGS: Readonly<Partial<Record<ErrorClass, EventFlag>>> = {
  "command": "commandError",
  "execution": "executionError",
  "device": "deviceError",
  "query": "queryError",
  "power-on": "powerOn",
  "user-request": "userRequest",
  "request-control": "requestControl",
  "operation-complete": "operationComplete",
};

/**
 * The class of an error code. Codes above 0 are the device's own, and device errors.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(errorClass(-113), "command");
 * strictEqual(errorClass(-222), "execution");
 * ```
 */
export function errorClass(code: number): ErrorClass {
  if (code === 0) return "none";
  if (code > 0) return "device";
  return CLASSES[Math.floor(-code / 100)] ?? "unknown";
}

/**
 * The bit of the event status register that an error sets, if it sets one.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(eventFlag(-113), "commandError");
 * ```
 */
export function eventFlag(code: number): EventFlag | undefined {
  return FLAGS[errorClass(code)];
}
