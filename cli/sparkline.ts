const BARS = ["\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587", "\u2588"];

/**
 * The last values as a row of bars, the newest at the right, from the lowest to the highest value
 * shown. A value that is missing (`null`) is a gap; a flat line is drawn at mid-height.
 *
 * @param values Values in order, `null` for none.
 * @param width How many of them to show at most, one a column.
 */
export function sparkline(values: readonly (number | null)[], width: number): string {
  const shown = width > 0 ? values.slice(-width) : [];
  const known = shown.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  return shown.map((value) => value === null ? " " : bar(value, low, high)).join("");
}

function bar(value: number, low: number, high: number): string {
  const range = high / 2 - low / 2; // in halves, as the whole may be too large for a number
  if (range === 0) return BARS[3]!;
  const share = (value / 2 - low / 2) / range;
  return BARS[Math.min(7, Math.floor(share * 8))]!;
}
