import { nearestWord } from "../../base/nearest_word.ts";
import { printable } from "../../base/printable.ts";
import { FAULT_NAMES, type FaultKind, isFaultKind, isTimed } from "./fault_kind.ts";
import { checkPlan, type FaultPlan, type TimedFaultRate } from "./fault_plan.ts";

/**
 * Reads a plan of faults as a command line has it: `late=5%,garbled=1%,late.ms=300`. A rate is a
 * percentage, or a number from 0 to 1; what takes time may be given its ms.
 *
 * @param text The plan; an empty text plans nothing.
 * @throws {TypeError} If it cannot be read: the message names what is wrong and the nearest name.
 * @throws {RangeError} If a rate or a time is out of its range, or the rates add up to more than 1.
 *
 * @example
 * ```ts
 * import { deepStrictEqual, throws } from "node:assert/strict";
 *
 * deepStrictEqual(parseFaults("late=5%,garbled=0.01,late.ms=300"), {
 *   late: { rate: 0.05, ms: 300 },
 *   garbled: { rate: 0.01 },
 * });
 * throws(() => parseFaults("lat=5%"), /did you mean "late"/);
 * ```
 */
export function parseFaults(text: string): FaultPlan {
  const plan: Partial<Record<FaultKind, TimedFaultRate>> = {};
  for (const part of text.split(",").map((it) => it.trim())) {
    if (part === "") continue;
    const [, name = "", ms, value = ""] = /^([^=.]*)(\.ms)?=(.*)$/.exec(part) ?? [];
    if (name === "") {
      throw unreadable(part, "it should be like late=5% or late.ms=300");
    }
    if (!isFaultKind(name)) throw unreadable(part, unknown(name));
    if (ms !== undefined && !isTimed(name)) {
      const timed = FAULT_NAMES.filter(isTimed).join(", ");
      throw unreadable(part, `${name} takes no time; those that do are ${timed}`);
    }
    const number = ms === undefined ? rateOf(value) : msOf(value);
    if (number === undefined) {
      const expected = ms === undefined
        ? "a rate such as 5% or 0.05"
        : "a number of ms such as 300";
      throw unreadable(part, `after "=" there should be ${expected}`);
    }
    plan[name] = { ...plan[name], [ms === undefined ? "rate" : "ms"]: number };
  }
  checkPlan(plan as FaultPlan);
  return plan as FaultPlan;
}

function rateOf(text: string): number | undefined {
  const [, digits, percent] = /^(\d{1,3}(?:\.\d{1,9})?)(%?)$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) / (percent === "%" ? 100 : 1);
}

function msOf(text: string): number | undefined {
  const [, digits] = /^(\d{1,10}(?:\.\d{1,9})?)(?:ms)?$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function unknown(name: string): string {
  const meant = nearestWord(name, FAULT_NAMES);
  const hint = meant === undefined ? "" : ` (did you mean "${meant}"?)`;
  return `there is no fault "${printable(name, 40)}"${hint}; there are ${FAULT_NAMES.join(", ")}`;
}

function unreadable(part: string, why: string): TypeError {
  return new TypeError(`Cannot read the fault "${printable(part, 60)}": ${why}`);
}
