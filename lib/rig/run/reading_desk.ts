import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import type { RigParts } from "../build/build_rig.ts";
import { ChannelBook } from "../health/channel_book.ts";
import { type ClockStep, ClockWatch } from "../health/clock_watch.ts";
import { Freshness } from "../health/freshness.ts";
import type { RigNotice } from "../rig_notice.ts";
import type { SinkPump } from "../sink/sink_pump.ts";
import type { Liveness } from "../supervise/liveness.ts";
import { LatenessClock } from "./lateness_clock.ts";
import { pollLoops } from "./poll_loops.ts";
import { selfChannels } from "./self_channels.ts";

/** Where readings come from, and whom they are shown to. */
export interface ReadingDeskContext {
  readonly clock: Clock;
  readonly liveness: Liveness;
  readonly parts: RigParts;
  readonly pumps: readonly SinkPump[];
  /** Is shown every reading; it does not throw. */
  readonly onReading: (reading: Reading<unknown>) => void;
  /** The wall clock was put forward or back. */
  readonly onNotice: (notice: RigNotice) => void;
  /** A channel begins, or ceases, to work. */
  readonly onChange: () => void;
}

/** How the rig reads what it measures of itself. */
export interface SelfPlan {
  /** How often, in ms. */
  readonly everyMs: number;
  readonly memoryBytes: () => number;
}

/** Where all readings of a rig come by: what has to see them sees them here. */
export class ReadingDesk {
  /** How each channel is. */
  readonly book: ChannelBook;
  readonly #context: ReadingDeskContext;
  readonly #fresh: Freshness;
  readonly #clockWatch: ClockWatch;
  /** By channel, how many readings were put in by which it was told as stale. */
  readonly #putIn = new Map<string, number>();
  #reads = 0;
  #errors = 0;

  /** Begins to wait for readings. */
  constructor(context: ReadingDeskContext) {
    const { clock, parts } = context;
    this.#context = context;
    this.book = new ChannelBook(clock, parts.channels);
    this.#fresh = new Freshness(clock, parts.channels, (channel) => this.#stale(channel));
    this.#clockWatch = new ClockWatch(clock);
  }

  /** How the wall clock was put forward or back last, if it was. */
  get clockStep(): ClockStep | undefined {
    return this.#clockWatch.last;
  }

  /**
   * Polls the channels of the rig, and what it measures of itself, until the signal aborts. Rejects
   * if that cannot go on.
   */
  async poll(self: SelfPlan, signal: AbortSignal): Promise<void> {
    const { clock, liveness, parts, pumps } = this.#context;
    const lateness = new LatenessClock(clock);
    const desk = { clock: lateness, liveness, signal };
    const own = selfChannels({
      reads: () => this.#reads,
      errors: () => this.#errors,
      retries: () => sum(parts.channels.map(({ stats }) => stats().retried + stats().adjusted)),
      latenessMs: () => lateness.takeMostMs(),
      queued: () => sum(pumps.map((pump) => pump.stats().queued)),
      memoryBytes: self.memoryBytes,
    }, clock).map((channel) => ({ channel, periodMs: self.everyMs, timeoutMs: self.everyMs }));
    await Promise.all([
      pollLoops(parts.channels, { ...desk, take: (reading) => this.#take(reading) }),
      pollLoops(own, { ...desk, take: (reading) => this.#show(reading) }),
    ]);
  }

  /** Looks whether the wall clock was put forward or back; then a reading of `readout.clock` says so. */
  lookAtClock(): void {
    const step = this.#clockWatch.look();
    if (step === undefined) return;
    const { clock } = this.#context;
    this.#show({
      ...{ channel: "readout.clock", seq: step.count - 1, unit: "ms", value: step.ms },
      ...{ wallMs: step.wallMs, monoMs: clock.nowMs(), tookMs: 0, status: "good", reason: "ok" },
    });
    this.#context.onNotice({ kind: "clock-step", ms: step.ms, wallMs: step.wallMs });
    this.#context.onChange();
  }

  /** Waits for no more readings. */
  stop(): void {
    this.#fresh.stop();
  }

  #take(given: Reading<unknown>): void {
    this.lookAtClock();
    const putIn = this.#putIn.get(given.channel);
    const reading = putIn === undefined ? given : { ...given, seq: given.seq + putIn };
    this.#reads++;
    if (reading.status === "bad") this.#errors++;
    // Before anybody who may take his time.
    const isInterlocked = this.#context.parts.interlocks.see(reading);
    const isNews = this.book.see(reading);
    this.#fresh.see(reading);
    this.#show(reading);
    if (isNews || isInterlocked) this.#context.onChange();
  }

  #show(reading: Reading<unknown>): void {
    for (const pump of this.#context.pumps) pump.push(reading);
    this.#context.onReading(reading);
  }

  #stale(channel: string): void {
    const isInterlocked = this.#context.parts.interlocks.stale(channel);
    const { isNews, reading } = this.book.stale(channel);
    if (reading) {
      this.#putIn.set(channel, (this.#putIn.get(channel) ?? 0) + 1);
      this.#show(reading);
    }
    if (isNews || isInterlocked) this.#context.onChange();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
