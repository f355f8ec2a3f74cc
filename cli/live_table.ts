import type { Channel } from "../lib/contract/channel.ts";
import type { Reading } from "../lib/contract/reading.ts";
import { staleAfterMsOf } from "../lib/policy/limits/alarm_limits.ts";
import { delay } from "../lib/base/delay.ts";
import { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { renderTable } from "./table.ts";
import { fold } from "./text_width.ts";

/** As many values as the widest sparkline can show. */
const HISTORY = 64;
const FASTEST_MS = 50;
const SLOWEST_MS = 500;

/** A channel of the table. */
interface TableChannel extends Pick<Channel<unknown>, "name" | "unit"> {
  /** After how long without a reading it is stale, in ms. Default: 3 periods, at least 1 s. */
  readonly staleAfterMs?: number | undefined;
}

interface Row {
  readonly name: string;
  readonly unit: string;
  readonly staleAfterMs: number;
  readonly history: (number | null)[];
  reading: Reading<unknown> | undefined;
}

/** A table of the last readings that is redrawn in place on a terminal. */
export class LiveTable {
  readonly #io: Io;
  readonly #rows: ReadonlyMap<string, Row>;
  readonly #redrawMs: number;
  readonly #frame = new Frame();
  readonly #footer: (most: number) => readonly string[];
  readonly #begunMs: number;
  #drawn = "";

  /**
   * Makes a table of these channels.
   *
   * @param io The terminal.
   * @param channels The channels in the order of their lines.
   * @param periodMs How often they are read, in ms; the table is redrawn at a pace to match.
   * @param footer What is written below, in lines that are safe to print, and no more than it is told.
   */
  constructor(
    io: Io,
    channels: readonly TableChannel[],
    periodMs: number,
    footer: (most: number) => readonly string[] = () => [],
  ) {
    this.#io = io;
    this.#footer = footer;
    this.#begunMs = io.clock.nowMs();
    this.#redrawMs = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, periodMs));
    this.#rows = new Map(channels.map(({ name, unit, staleAfterMs }) => {
      const afterMs = staleAfterMsOf({ staleAfterMs, periodMs });
      return [name, { name, unit, staleAfterMs: afterMs, history: [], reading: undefined }];
    }));
  }

  /** Takes a reading, to be shown when the table is drawn next. */
  take(reading: Reading<unknown>): void {
    const row = this.#rows.get(reading.channel);
    if (row === undefined) return;
    row.reading = reading;
    row.history.push(reading.reason === "stale" ? null : plotted(reading.value));
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

  /** Nothing has come for too long, or what has come is too old; that it is held says more. */
  #isStale({ reading, staleAfterMs }: Row, nowMs: number): boolean {
    if (reading === undefined) return nowMs - this.#begunMs > staleAfterMs;
    const { status, reason, monoMs, tookMs } = reading;
    const saysMore = status === "bad" || reason === "held";
    const oldMs = saysMore ? nowMs - monoMs - tookMs : ageMsOf(reading, nowMs);
    return reason === "stale" || oldMs > staleAfterMs;
  }

  async #draw(): Promise<void> {
    const { columns, rows } = this.#io.size();
    const nowMs = this.#io.clock.nowMs();
    // The cursor takes the last line; the table has at least half of the others, if it needs them.
    const least = Math.min(this.#rows.size + 1, Math.max(2, rows >> 1));
    const room = Math.max(1, rows - 1 - least);
    const below = folded(this.#footer(room), columns, room);
    const table = renderTable(
      [...this.#rows.values()].map((row) => {
        const { reading } = row;
        const ageMs = reading === undefined ? 0 : ageMsOf(reading, nowMs);
        return { ...row, ageMs, isStale: this.#isStale(row, nowMs) };
      }),
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

/** Lines that are broken where the terminal ends, while there is room for more, and then cut. */
function folded(lines: readonly string[], columns: number, room: number): string[] {
  let spare = room - lines.length;
  return lines.flatMap((line) => {
    const parts = fold(line, columns, 1 + spare);
    spare -= parts.length - 1;
    return parts;
  });
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
