import type { Channel } from "../lib/contract/channel.ts";
import type { Reading } from "../lib/contract/reading.ts";
import { delay } from "../lib/base/delay.ts";
import { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { renderTable } from "./table.ts";

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
  #drawn = "";

  /**
   * Makes a table of these channels.
   *
   * @param io The terminal.
   * @param channels The channels in the order of their lines.
   * @param periodMs How often they are read, in ms; the table is redrawn at a pace to match.
   */
  constructor(io: Io, channels: readonly Channel<unknown>[], periodMs: number) {
    this.#io = io;
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
    const lines = renderTable(
      [...this.#rows.values()].map((row) => {
        const { reading } = row;
        const ageMs = reading === undefined ? 0 : nowMs - reading.monoMs - reading.tookMs;
        return { ...row, ageMs };
      }),
      { columns, lines: rows - 1, colour: this.#io.colour }, // the cursor takes the last line
    );
    const drawing = `${columns}\n${lines.join("\n")}`;
    if (drawing === this.#drawn) return;
    this.#drawn = drawing;
    await this.#io.write(this.#frame.draw(lines, columns));
    this.#io.lastWords(this.#frame.end());
  }
}

/** The value as a height in the sparkline. */
function plotted(value: unknown): number | null {
  return typeof value === "number" || typeof value === "boolean" ? Number(value) : null;
}

function ignoreAbort(): void {
  // The loop sees it.
}
