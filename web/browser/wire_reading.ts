import type { WireReading } from "../wire.ts";
import type { Cell, Doubt } from "./columns.ts";
import type { Latest } from "./shown.ts";

/** A reading off the wire, as the table shows it. */
export function latestOf(reading: WireReading, arrivedMs: number): Latest {
  const [, , wallMs, value, status, reason, note, path, uncertainty, ageMs] = reading;
  return {
    ...{ value, status, reason, note, wallMs, arrivedMs },
    path: path ?? null,
    uncertainty: uncertainty ?? null,
    ageMs: ageMs ?? 0,
  };
}

/** A reading off the wire, as it is plotted: what was bad is a gap, and so is what has ceased. */
export function cellOf([, , , value, , reason]: WireReading): Exclude<Cell, undefined> {
  return value === null || reason === "stale" ? null : Number(value);
}

/** Why a reading's value is not to be taken as it is; `undefined` if there is no reason. */
export function doubtOf([, , , value, , reason, , , sigma]: WireReading): Doubt | undefined {
  const isHeld = reason === "held";
  const uncertainty = sigma ?? null;
  return value !== null && (isHeld || uncertainty !== null) ? { isHeld, uncertainty } : undefined;
}
