import type { Channel } from "../lib/contract/channel.ts";
import type { Reading } from "../lib/contract/reading.ts";
import { delay } from "../lib/base/delay.ts";
import { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { renderTable } from "./table.ts";
import { clip } from "./text_width.ts";

/** As many values as the widest sparkline can show. */
const HISTORY = 64;
const FASTEST_MS = 50;
const SLOWEST_MS = 500;

interface Row {
  readonly name: string;
  readonly unit: string;
  readonly history: (number | null)[];
  reading: Reading<unknown> | undefined;
}

/** A table of the last readings that is redrawn in place on a terminal. */
export class LiveTable {
  readonly #io: Io;
  readonly #rows: ReadonlyMap<string, Row>;
  readonly #redrawMs: number;
  readonly #frame = new Frame();
  readonly #footer: () => readonly string[];
  #drawn = "";

  /**
   * Makes a table of these channels.
   *
   * @param io The terminal.
   * @param channels The channels in the order of their lines.
   * @param periodMs How often they are read, in ms; the table is redrawn at a pace to match.
   * @param footer What is written below, in lines that are safe to print.
   */
  constructor(
    io: Io,
    channels: readonly Pick<Channel<unknown>, "name" | "unit">[],
    periodMs: number,
    footer: () => readonly string[] = () => [],
  ) {
    this.#io = io;
    this.#footer = footer;
    this.#redrawMs = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, periodMs));
    this.#rows = new Map(channels.map(({ name, unit }) => {
      return [name, { name, unit, history: [], reading: undefined }];
    }));
  }

  /** Takes a reading, to be shown when the table is drawn next. */
  take(reading: Reading<unknown>): void {
    const row = this.#rows.get(reading.channel);
    if (row === undefined) return;
    row.reading = reading;
    row.history.push(plotted(reading.value));
    if (row.history.length > HISTORY) row.history.shift();
  }

  /** Redraws the table until the signal aborts, then a last time, and restores the terminal. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        await this.#draw();
        await delay(this.#redrawMs, { signal, clock: this.#io.clock }).catch(ignoreAbort);
      }
      await this.#draw();
    } finally {
      await this.#io.write(this.#frame.end());
      this.#io.lastWords("");
    }
  }

  async #draw(): Promise<void> {
    const { columns, rows } = this.#io.size();
    const nowMs = this.#io.clock.nowMs();
    const below = this.#footer().map((line) => clip(line, columns));
    const table = renderTable(
      [...this.#rows.values()].map((row) => {
        const { reading } = row;
        return { ...row, ageMs: reading === undefined ? 0 : ageMsOf(reading, nowMs) };
      }),
      // The cursor takes the last line.
      { columns, lines: Math.max(2, rows - 1 - below.length), colour: this.#io.colour },
    );
    const lines = [...table, ...below].slice(0, Math.max(1, rows - 1));
    const drawing = `${columns}\n${lines.join("\n")}`;
    if (drawing === this.#drawn) return;
    this.#drawn = drawing;
    await this.#io.write(this.#frame.draw(lines, columns));
    this.#io.lastWords(this.#frame.end());
  }
}

/** How long ago the value was really measured, in ms, or the last attempt was made. */
function ageMsOf({ monoMs, tookMs, ageMs = 0 }: Reading<unknown>, nowMs: number): number {
  return nowMs - monoMs - tookMs + ageMs;
}

/** The value as a height in the sparkline. */
function plotted(value: unknown): number | null {
  return typeof value === "number" || typeof value === "boolean" ? Number(value) : null;
}

function ignoreAbort(): void {
  // The loop sees it.
}
