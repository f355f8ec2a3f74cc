import type { Reading } from "../../contract/reading.ts";
import { printable } from "../../base/printable.ts";
import type { CrashedChannel } from "./crash_report.ts";

/** The longest text of a value. */
const TEXT_LENGTH = 200;

/** A channel by its last readings, the oldest first. */
export function crashedChannel(name: string, last: readonly Reading<unknown>[]): CrashedChannel {
  return { name, unit: last.at(-1)?.unit ?? "", last: last.map(small) };
}

/** A reading whose value takes little room, whatever it was. */
function small(reading: Reading<unknown>): Reading<unknown> {
  const { value } = reading;
  if (reading.status === "bad" || typeof value === "number" || typeof value === "boolean") {
    return reading;
  }
  return { ...reading, value: printable(textOf(value), TEXT_LENGTH) };
}

function textOf(value: unknown): string {
  if (typeof value === "string" || typeof value === "bigint") return String(value);
  try {
    return `a value of ${Object.prototype.toString.call(value).slice(8, -1)}`;
  } catch { // one that does not want to be looked at
    return "a value";
  }
}
