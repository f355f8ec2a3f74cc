import type { ErrorEntry } from "./error_entry.ts";

/** The number of an error that the standard names. */
export type StandardErrorCode =
  | 0
  | -100
  | -101
  | -102
  | -103
  | -104
  | -108
  | -109
  | -113
  | -114
  | -120
  | -123
  | -128
  | -131
  | -138
  | -141
  | -148
  | -151
  | -158
  | -161
  | -168
  | -171
  | -200
  | -211
  | -221
  | -222
  | -223
  | -224
  | -230
  | -240
  | -241
  | -300
  | -310
  | -330
  | -350
  | -360
  | -363
  | -400
  | -410
  | -420
  | -430
  | -440
  | -500
  | -600
  | -700
  | -800;

/** Errors by the standard's numbers, in its words (SCPI-99, volume 2, 21.8). */
const TEXTS: Readonly<Record<StandardErrorCode, string>> = Object.freeze({
  0: "No error",
  [-100]: "Command error",
  [-101]: "Invalid character",
  [-102]: "Syntax error",
  [-103]: "Invalid separator",
  [-104]: "Data type error",
  [-108]: "Parameter not allowed",
  [-109]: "Missing parameter",
  [-113]: "Undefined header",
  [-114]: "Header suffix out of range",
  [-120]: "Numeric data error",
  [-123]: "Exponent too large",
  [-128]: "Numeric data not allowed",
  [-131]: "Invalid suffix",
  [-138]: "Suffix not allowed",
  [-141]: "Invalid character data",
  [-148]: "Character data not allowed",
  [-151]: "Invalid string data",
  [-158]: "String data not allowed",
  [-161]: "Invalid block data",
  [-168]: "Block data not allowed",
  [-171]: "Invalid expression",
  [-200]: "Execution error",
  [-211]: "Trigger ignored",
  [-221]: "Settings conflict",
  [-222]: "Data out of range",
  [-223]: "Too much data",
  [-224]: "Illegal parameter value",
  [-230]: "Data corrupt or stale",
  [-240]: "Hardware error",
  [-241]: "Hardware missing",
  [-300]: "Device-specific error",
  [-310]: "System error",
  [-330]: "Self-test failed",
  [-350]: "Queue overflow",
  [-360]: "Communication error",
  [-363]: "Input buffer overrun",
  [-400]: "Query error",
  [-410]: "Query INTERRUPTED",
  [-420]: "Query UNTERMINATED",
  [-430]: "Query DEADLOCKED",
  [-440]: "Query UNTERMINATED after indefinite response",
  [-500]: "Power on",
  [-600]: "User request",
  [-700]: "Request control",
  [-800]: "Operation complete",
});

/**
 * An error in the standard's words.
 *
 * @param detail What more there is to say.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(standardError(-222), { code: -222, text: "Data out of range" });
 * ```
 */
export function standardError(code: StandardErrorCode, detail?: string): ErrorEntry {
  return { code, text: TEXTS[code], ...(detail === undefined ? {} : { detail }) };
}
