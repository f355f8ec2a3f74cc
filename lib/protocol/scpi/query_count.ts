import { splitData } from "./split_data.ts";

/**
 * How many replies a message asks for: its commands whose header ends in `?`. More than one come in
 * one line, separated by `;`.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(queryCount("VOLT 5;VOLT?;CURR? MAX"), 2);
 * strictEqual(queryCount('DISP:TEXT "Ready?"'), 0);
 * ```
 */
export function queryCount(message: string): number {
  const units = splitData(message, ";", { isProgram: true }) ?? message.split(";");
  return units.filter((unit) => /^[^\s"'#]+\?$/.test(unit.trim().split(/\s/, 1)[0]!)).length;
}

/**
 * Whether a message asks for a reply.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(isQuery("*IDN?"), true);
 * strictEqual(isQuery("*RST"), false);
 * ```
 */
export function isQuery(message: string): boolean {
  return queryCount(message) > 0;
}
