import type { Clock } from "../../lib/contract/clock.ts";
import type { WireChannel, WireChannels, WireHistory, WireReading } from "../wire.ts";
import {
  batch,
  computed,
  type ReadonlySignal,
  type Signal,
  signal,
} from "../../lib/deps/preact_signals.ts";
import { Columns } from "./columns.ts";
import { type Connection, openFeed } from "./feed.ts";
import { defaultSelection, type Selection, toggled } from "./selection.ts";
import { frozen, type Latest, type Shown } from "./shown.ts";
import { doubtOf, latestOf } from "./wire_reading.ts";

/** How many readings did not reach this page. */
export interface Dropped {
  readonly count: number;
  /** There was a loss whose size is not known. */
  readonly unknown: boolean;
}

/** What the plot's cursor is on. */
export interface Cursor {
  readonly timeMs: number;
  /** For each channel that is plotted: a value, or why there is none. */
  readonly values: ReadonlyMap<number, number | "bad" | "none">;
  /** Those of them that were held there. */
  readonly held: ReadonlySet<number>;
}

/** How a page model gets along with its browser. */
export interface PageModelOptions {
  /** Whose time it is. */
  readonly clock: Clock;
  /** Calls back before the next frame is drawn. */
  readonly onFrame: (callback: () => void) => void;
}

const TICK_MS = 500;

/** How long a channel may be silent, in periods and at least in ms. */
const STALE_PERIODS = 3;
const STALE_LEAST_MS = 1_000;

/** Everything the page knows, as signals. Nothing runs before `start()`. */
export class PageModel {
  readonly src: string;
  readonly connection: Signal<Connection> = signal<Connection>("connecting");
  readonly setup: Signal<WireChannels>;
  /** The window of the plot, in ms. */
  readonly windowMs: Signal<number> = signal(60_000);
  /** The channels that the user has chosen. */
  readonly selected: Signal<Selection>;
  /** The channels that send text, which cannot be plotted. */
  readonly texts: Signal<ReadonlySet<number>> = signal<ReadonlySet<number>>(new Set());
  /** The channels that have sent values that are held, or known to be uncertain. */
  readonly doubted: Signal<ReadonlySet<number>> = signal<ReadonlySet<number>>(new Set());
  /** What is plotted: the chosen channels that can be. */
  readonly plotted: ReadonlySignal<Selection>;
  readonly dropped: Signal<Dropped> = signal({ count: 0, unknown: false });
  readonly cursor: Signal<Cursor | null> = signal<Cursor | null>(null);
  /** What is shown; renewed at most once per animation frame, and not while paused. */
  readonly shown: Signal<Shown>;
  /** How many readings came since the page was paused; `null` if it is not paused. */
  readonly newer: Signal<number | null> = signal<number | null>(null);
  /** The page's monotonic time in ms, renewed twice a second. */
  readonly nowMs: Signal<number> = signal(0);
  /** Nothing has come for so long that something must be wrong. */
  readonly silent: Signal<boolean> = signal(false);
  /** How long ago a channel's last reading may have come, in ms, until it counts as stale. */
  readonly staleAfterMs: ReadonlySignal<number>;

  #columns: Columns;
  #latest: (Latest | undefined)[] = [];
  #arrivedMs = 0;
  #arrivedSincePause = 0;
  #framePending = false;
  readonly #clock: Clock;
  readonly #onFrame: (callback: () => void) => void;

  /**
   * Makes the model of a page.
   *
   * @param src Where the live data is, such as `/live`.
   * @param setup What is known about the channels before they are asked for.
   * @param options Time and frames.
   */
  constructor(src: string, setup: WireChannels, { clock, onFrame }: PageModelOptions) {
    this.src = src;
    this.#clock = clock;
    this.#onFrame = onFrame;
    this.setup = signal(setup);
    this.selected = signal(defaultSelection(setup.channels));
    this.plotted = computed(() => {
      const texts = this.texts.value;
      return new Map([...this.selected.value].filter(([channel]) => !texts.has(channel)));
    });
    this.#columns = newColumns(setup);
    this.shown = signal(this.#snapshot());
    this.staleAfterMs = computed(() =>
      Math.max(STALE_PERIODS * this.setup.value.periodMs, STALE_LEAST_MS)
    );
  }

  /** Connects; returns what disconnects. */
  start(): () => void {
    let cancel: () => void;
    const tick = (): void => {
      const nowMs = this.nowMs.value = this.#clock.nowMs();
      this.silent.value = nowMs - this.#arrivedMs > this.staleAfterMs.value;
      cancel = this.#clock.timer(TICK_MS, tick);
    };
    this.#arrivedMs = this.#clock.nowMs();
    tick();
    const close = openFeed(this.src, {
      connection: (state) => this.connection.value = state,
      history: (history) => this.#restart(history),
      readings: (readings) => this.#add(readings),
      gap: ({ dropped }) => this.#lose(dropped),
    }, this.#clock);
    return () => {
      cancel();
      close();
    };
  }

  /** Freezes what is shown, while readings go on to arrive; or shows the present again. */
  togglePause(): void {
    this.#arrivedSincePause = 0;
    if (this.newer.value === null) {
      this.shown.value = frozen(this.#snapshot());
      this.newer.value = 0;
    } else {
      this.newer.value = null;
      this.shown.value = this.#snapshot();
    }
  }

  /** Plots a channel, or no longer. */
  toggle(channel: number): void {
    this.selected.value = toggled(this.selected.value, channel);
  }

  #restart(history: WireHistory): void {
    batch(() => {
      const { readings, channels, periodMs, historyMs } = history;
      const before: readonly WireChannel[] = this.setup.value.channels;
      if (JSON.stringify(channels) !== JSON.stringify(before)) {
        this.selected.value = defaultSelection(channels);
      }
      this.setup.value = { channels, periodMs, historyMs };
      this.#columns = newColumns(history);
      this.#latest = [];
      this.texts.value = new Set();
      this.doubted.value = new Set();
      this.newer.value = null;
      this.#add(readings, readings.at(-1)?.[2] ?? 0);
      this.shown.value = this.#snapshot();
    });
  }

  /** Adds what came now; out of the history it came as much earlier as it is older than `newestMs`. */
  #add(readings: readonly WireReading[], newestMs?: number): void {
    const nowMs = this.#clock.nowMs();
    for (const reading of readings) {
      const [channel, , wallMs, value] = reading;
      const waitedMs = newestMs === undefined ? 0 : Math.max(0, newestMs - wallMs);
      this.#latest[channel] = latestOf(reading, nowMs - waitedMs);
      if (typeof value === "string") {
        noteIn(this.texts, channel);
        continue;
      }
      const doubt = doubtOf(reading);
      if (doubt !== undefined) noteIn(this.doubted, channel);
      this.#columns.add(channel, wallMs, value === null ? null : Number(value), doubt);
    }
    this.#arrivedMs = nowMs;
    this.#arrivedSincePause += readings.length;
    this.#renewSoon();
  }

  #lose(count: number | null): void {
    const dropped = this.dropped.value;
    this.dropped.value = count === null
      ? { ...dropped, unknown: true }
      : { ...dropped, count: dropped.count + count };
    this.#columns.addBreak();
  }

  #renewSoon(): void {
    if (this.#framePending) return;
    this.#framePending = true;
    this.#onFrame(() => {
      this.#framePending = false;
      if (this.newer.value === null) this.shown.value = this.#snapshot();
      else this.newer.value = this.#arrivedSincePause;
    });
  }

  #snapshot(): Shown {
    const columns = this.#columns;
    return {
      lastMs: columns.lastMs,
      latest: [...this.#latest],
      view: (fromMs) => columns.view(fromMs),
    };
  }
}

function noteIn(set: Signal<ReadonlySet<number>>, channel: number): void {
  if (!set.value.has(channel)) set.value = new Set(set.value).add(channel);
}

function newColumns({ channels, periodMs, historyMs }: WireChannels): Columns {
  return new Columns(channels.length, periodMs, historyMs);
}
