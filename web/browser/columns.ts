/** A number; `null` where there is none; `undefined` where nothing was read at that time. */
export type Cell = number | null | undefined;

/** Why the number of a cell is not to be taken as it is. */
export interface Doubt {
  /** It is no measurement but a prediction. */
  readonly isHeld: boolean;
  /** Its standard uncertainty; `null` if it is not known. */
  readonly uncertainty: number | null;
}

/** A part of the history, aligned in time, as uPlot takes it. Later changes do not reach it. */
export interface View {
  /** When, in seconds since the Unix epoch, rising. */
  readonly times: readonly number[];
  /** For each channel its cell at each time. */
  readonly cells: readonly (readonly Cell[])[];
  /** For each channel that ever had doubts its doubts at each time. */
  readonly doubts: readonly (readonly (Doubt | undefined)[] | undefined)[];
  /** Whether the lines only break at this time: nothing was read, or what was is lost. */
  readonly breaks: readonly boolean[];
}

/** A reading this much older than the newest was taken before a correction of the wall clock. */
const STEP_BACK_MS = 60_000;

/** So many periods without a reading break the lines. */
const BREAK_PERIODS = 3;

/**
 * The readings of all channels, aligned in time: one row for each point of the polling grid.
 *
 * A reading joins the row that is less than half a period away. What is older than the history is
 * dropped, so it does not grow.
 */
export class Columns {
  readonly #periodMs: number;
  readonly #historyMs: number;
  readonly #breakMs: number;
  readonly #times: number[] = []; // in ms
  readonly #breaks: boolean[] = [];
  readonly #cells: Cell[][];
  /** A column for each channel that ever had doubts. */
  readonly #doubts: ((Doubt | undefined)[] | undefined)[];

  /** Makes an empty history; `leastBreakMs` is how long nothing may be read without a break. */
  constructor(channels: number, periodMs: number, historyMs: number, leastBreakMs = 0) {
    this.#periodMs = periodMs;
    this.#historyMs = historyMs;
    this.#breakMs = Math.max(leastBreakMs, BREAK_PERIODS * periodMs);
    this.#cells = Array.from({ length: channels }, () => []);
    this.#doubts = Array.from({ length: channels }, () => undefined);
  }

  /** When the newest row was read, in ms since the Unix epoch; -Infinity if there is none. */
  get lastMs(): number {
    return this.#times.at(-1) ?? -Infinity;
  }

  /** How many rows it holds. */
  get size(): number {
    return this.#times.length;
  }

  /** Adds a reading. */
  add(channel: number, wallMs: number, cell: number | null, doubt?: Doubt): void {
    const column = this.#cells[channel];
    if (column === undefined) return;
    if (wallMs < this.lastMs - STEP_BACK_MS) this.#clear();
    if (wallMs - this.lastMs > this.#breakMs) this.addBreak();
    const row = this.#rowFor(column, wallMs);
    column[row] = cell;
    if (doubt !== undefined) this.#doubts[channel] ??= this.#times.map(() => undefined);
    const doubts = this.#doubts[channel];
    if (doubts !== undefined) doubts[row] = doubt;
    this.#trim();
  }

  /** Breaks all lines after the newest row. */
  addBreak(): void {
    const last = this.#times.length - 1;
    if (last < 0 || this.#breaks[last]) return;
    this.#insert(last + 1, this.lastMs + this.#periodMs / 2, true);
  }

  /** What was read from `fromMs` on, and the row before, so that the lines start at the edge. */
  view(fromMs: number): View {
    let at = this.#times.length;
    while (at > 0 && this.#times[at - 1]! >= fromMs) at--;
    const from = Math.max(0, at - 1);
    return {
      times: this.#times.slice(from).map((ms) => ms / 1000),
      cells: this.#cells.map((column) => column.slice(from)),
      doubts: this.#doubts.map((column) => column?.slice(from)),
      breaks: this.#breaks.slice(from),
    };
  }

  #rowFor(column: readonly Cell[], wallMs: number): number {
    const half = this.#periodMs / 2;
    let at = this.#times.length;
    while (at > 0 && this.#times[at - 1]! > wallMs) at--;
    for (const row of nearest(this.#times, at, wallMs)) {
      const ms = this.#times[row];
      if (ms === undefined || this.#breaks[row] || Math.abs(ms - wallMs) >= half) continue;
      if (column[row] === undefined || ms === wallMs) return row;
    }
    this.#insert(at, wallMs, false);
    return at;
  }

  #insert(at: number, ms: number, isBreak: boolean): void {
    const cell = isBreak ? null : undefined;
    this.#times.splice(at, 0, ms);
    this.#breaks.splice(at, 0, isBreak);
    for (const column of this.#cells) column.splice(at, 0, cell);
    for (const column of this.#doubts) column?.splice(at, 0, undefined);
  }

  /** Drops old rows in portions, so that a row costs little. */
  #trim(): void {
    const oldMs = this.lastMs - this.#historyMs;
    const portion = Math.max(64, this.#times.length >> 3);
    if (!(this.#times[portion]! < oldMs)) return;
    let count = portion;
    while (this.#times[count]! < oldMs) count++;
    this.#drop(count);
  }

  #clear(): void {
    this.#drop(this.#times.length);
  }

  #drop(count: number): void {
    this.#times.splice(0, count);
    this.#breaks.splice(0, count);
    for (const column of this.#cells) column.splice(0, count);
    for (const column of this.#doubts) column?.splice(0, count);
  }
}

/** The rows on both sides of `at`, the nearer first. */
function nearest(times: readonly number[], at: number, ms: number): readonly number[] {
  const before = ms - (times[at - 1] ?? -Infinity);
  const after = (times[at] ?? Infinity) - ms;
  return after < before ? [at, at - 1] : [at - 1, at];
}
