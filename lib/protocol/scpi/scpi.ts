import { formatParameter, type Parameter } from "./parameter.ts";

/**
 * Writes a command with typed parameters: numbers, booleans, quoted texts, and words by
 * `literal()`. What is filled in can never become another command.
 *
 * @throws {RangeError} If a number is not finite.
 * @throws {TypeError} If a value could become another command.
 *
 * @example
 * ```ts
 * import { strictEqual, throws } from "node:assert/strict";
 *
 * strictEqual(scpi`VOLT ${1.5};:OUTP${2} ${true}`, "VOLT 1.5;:OUTP2 1");
 * strictEqual(scpi`DISP:TEXT ${"hello"}`, 'DISP:TEXT "hello"');
 * throws(() => scpi`DISP:TEXT ${"\n*RST"}`, TypeError);
 * ```
 */
export function scpi(fixed: TemplateStringsArray, ...values: readonly Parameter[]): string {
  return fixed.reduce((text, part, i) => text + formatParameter(values[i - 1]!) + part);
}
