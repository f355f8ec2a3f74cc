const COLORS = 8;
const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 3]];

/** The class that gives a line its colour, from the style sheet; for no line a quiet one. */
export function lineClass(line: number | undefined): string {
  return line === undefined ? "line-none" : `line-${line % COLORS}`;
}

/** The custom property of the style sheet that holds a line's colour. */
export function lineColor(line: number): string {
  return `--line-${line % COLORS}`;
}

/** Dashes tell apart lines of the same colour. */
export function lineDash(line: number): number[] {
  return [...DASHES[Math.floor(line / COLORS) % DASHES.length]!];
}
