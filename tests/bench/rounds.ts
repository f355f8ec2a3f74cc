import { nextTurn, systemClock } from "../../lib/base/system_clock.ts";

/** Variants that are measured against one of them. */
export interface Comparison<Name extends string> {
  /** What the table is about. */
  readonly title: string;
  /** The variant that the others are divided by. */
  readonly baseline: NoInfer<Name>;
  /** Each does the work of one round and gives its figure, such as that of {@linkcode usPerOp}. */
  readonly variants: Readonly<Record<Name, () => number | Promise<number>>>;
  /** Counted rounds; one more comes first, to warm up. Default: 7. */
  readonly rounds?: number | undefined;
  /** What the figures are. Default: `"us per op"`. */
  readonly figure?: string | undefined;
}

/** What came out for one variant. */
export interface Row {
  readonly name: string;
  /** The median over the rounds. */
  readonly median: number;
  /** The variant's figure divided by the baseline's of the same round: over the rounds. */
  readonly ratio: { readonly median: number; readonly min: number; readonly max: number };
}

/**
 * Measures the variants in interleaved rounds (A B C, B C A, C A B ...), so that whatever slows the
 * machine for a while slows them all, prints a table and gives it back as data.
 */
export async function compare<Name extends string>(comparison: Comparison<Name>): Promise<Row[]> {
  const { title, baseline, variants, rounds = 7, figure = "us per op" } = comparison;
  const names = Object.keys(variants) as Name[];
  const figures = new Map(names.map((name): [Name, number[]] => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]!;
      await nextTurn(); // what the variant before has left to do is not this one's
      const measured = await variants[name]();
      if (round > 0) figures.get(name)!.push(measured);
    }
  }
  const rows = names.map((name) => toRow(name, figures.get(name)!, figures.get(baseline)!));
  console.log(table(title, figure, baseline, rows));
  return rows;
}

/**
 * Says whether a variant keeps its goal, which is a ratio to the baseline. Nothing fails by it.
 *
 * @param what The goal in words, such as "at least 20x Python's queue".
 */
export function sayGoal(
  rows: readonly Row[],
  name: string,
  what: string,
  { least = 0, most = Infinity }: { readonly least?: number; readonly most?: number },
): void {
  const { median } = rows.find((row) => row.name === name)!.ratio;
  const verdict = median >= least && median <= most ? "kept" : "missed";
  console.log(`Goal: ${name}: ${what}: ${verdict}, ${median.toFixed(2)}x`);
}

/**
 * Times one batch.
 *
 * @param ops How many operations the batch does.
 * @param batch Does them all.
 * @returns Microseconds for each.
 */
export async function usPerOp(ops: number, batch: () => unknown): Promise<number> {
  const startMs = systemClock.nowMs();
  await batch();
  return (systemClock.nowMs() - startMs) * 1_000 / ops;
}

/** The figures of one variant, round by round, against the baseline's. */
export function toRow(name: string, figures: readonly number[], baseline: readonly number[]): Row {
  const ratios = figures.map((figure, round) => figure / baseline[round]!);
  return {
    name,
    median: median(figures),
    ratio: { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) },
  };
}

/** The middle value, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function table(title: string, figure: string, baseline: string, rows: readonly Row[]): string {
  const lines = [
    `### ${title}`,
    "",
    `| variant | ${figure} | ratio vs \`${baseline}\` (median, min..max) |`,
    "| --- | ---: | ---: |",
    ...rows.map(({ name, median, ratio }) =>
      `| ${name} | ${short(median)} | ` +
      `${ratio.median.toFixed(2)}x (${ratio.min.toFixed(2)}..${ratio.max.toFixed(2)}) |`
    ),
    "",
  ];
  return lines.join("\n");
}

function short(figure: number): string {
  return Math.abs(figure) >= 100 ? figure.toFixed(0) : figure.toPrecision(3);
}
