import type { Cell, Doubt } from "./columns.ts";

/** How many standard uncertainties a fan is wide to each side: 95 of 100 values are within. */
export const COVERAGE = 2;

/** What is drawn of one channel, aligned in time. */
export interface Strokes {
  /** What was measured. */
  readonly measured: readonly Cell[];
  /** What was held, from the measurement before to the one after. */
  readonly held: readonly Cell[];
  /** The upper edge of what is uncertain. */
  readonly high: readonly Cell[];
  /** The lower edge. */
  readonly low: readonly Cell[];
}

/**
 * Takes a channel's history apart into what is drawn differently. A fan opens at the last
 * measurement, and ends with the last prediction.
 *
 * @param cells The channel's cells.
 * @param doubts Its doubts, as far as there are any.
 */
export function strokesOf(
  cells: readonly Cell[],
  doubts: readonly (Doubt | undefined)[] = [],
): Strokes {
  const measured = [...cells];
  const held = cells.map(gapOnly);
  const high = cells.map(gapOnly);
  const low = cells.map(gapOnly);
  let before = -1; // the row of the value before, if there is one without a gap between
  let wasHeld = false;
  for (const [at, cell] of cells.entries()) {
    if (cell === undefined) continue;
    if (cell === null) {
      before = -1;
      wasHeld = false;
      continue;
    }
    const { isHeld = false, uncertainty = null } = doubts[at] ?? {};
    if (isHeld) measured[at] = null;
    if (isHeld || wasHeld) held[at] = cell;
    if (uncertainty !== null) {
      high[at] = cell + COVERAGE * uncertainty;
      low[at] = cell - COVERAGE * uncertainty;
    }
    if (isHeld && !wasHeld && before >= 0) {
      held[before] = cells[before];
      high[before] ??= cells[before];
      low[before] ??= cells[before];
    }
    before = at;
    wasHeld = isHeld;
  }
  return { measured, held, high, low };
}

/** What is not there stays so, and everything else is a gap. */
function gapOnly(cell: Cell): Cell {
  return cell === undefined ? undefined : null;
}
