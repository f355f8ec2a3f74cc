import type { Clock } from "../../lib/contract/clock.ts";
import type { WireChannel, WireChannels, WireHistory, WireReading, WireRig } from "../wire.ts";
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
import { isStale, staleAfterMsOf } from "./staleness.ts";
import { cellOf, doubtOf, latestOf } from "./wire_reading.ts";

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
  /** How the rig is to which the channels belong, as far as it was told; `null` if there is none. */
  readonly rig: Signal<WireRig | null> = signal<WireRig | null>(null);
  /** All channels are stale. */
  readonly silent: Signal<boolean> = signal(false);

  #columns: Columns;
  #latest: (Latest | undefined)[] = [];
  #openedMs = 0;
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
  }

  /** Connects; returns what disconnects. */
  start(): () => void {
    let cancel: () => void;
    const tick = (): void => {
      this.nowMs.value = this.#clock.nowMs();
      this.silent.value = this.setup.value.channels.every((_, channel) => {
        return this.#isStale(channel, this.#latest[channel]);
      });
      cancel = this.#clock.timer(TICK_MS, tick);
    };
    this.#openedMs = this.#clock.nowMs();
    tick();
    const close = openFeed(this.src, {
      connection: (state) => this.connection.value = state,
      history: (history) => this.#restart(history),
      readings: (readings) => this.#add(readings),
      rig: (rig) => this.rig.value = rig,
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

  /** Whether what is shown of a channel is stale; what is paused is old anyway. */
  isStale(channel: number): boolean {
    return this.newer.value === null && this.#isStale(channel, this.shown.value.latest[channel]);
  }

  /** Plots a channel, or no longer. */
  toggle(channel: number): void {
    this.selected.value = toggled(this.selected.value, channel);
  }

  #isStale(channel: number, latest: Latest | undefined): boolean {
    const silentMs = this.nowMs.value - (latest?.arrivedMs ?? this.#openedMs);
    return isStale(latest, silentMs, staleAfterMsOf(this.setup.value, channel));
  }

  #restart(history: WireHistory): void {
    batch(() => {
      const { readings, channels, periodMs, historyMs, rig = null } = history;
      const before: readonly WireChannel[] = this.setup.value.channels;
      if (JSON.stringify(channels) !== JSON.stringify(before)) {
        this.selected.value = defaultSelection(channels);
      }
      this.setup.value = { channels, periodMs, historyMs };
      this.rig.value = rig;
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
      this.#columns.add(channel, wallMs, cellOf(reading), doubt);
    }
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
  const longestMs = channels.map(({ staleAfterMs = 0 }) => staleAfterMs);
  return new Columns(channels.length, periodMs, historyMs, Math.max(...longestMs, 0));
}
