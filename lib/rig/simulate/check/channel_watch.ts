import type { Reading } from "../../../contract/reading.ts";
import type { SimulatedSource } from "../simulated_source.ts";
import type { Weather } from "../weather/weather.ts";
import type { Findings } from "./findings.ts";

/** How long after trouble at its instrument a channel may still suffer from it, in ms. */
const RECOVERY_MS = 30_000;
/** How late a reading may be, in ms, of an instrument that is well: its device takes a while. */
const LATE_MS = 120;
/** How much later than it is stale a channel must be shown as stale, besides a period, in ms. */
const SHOWN_MS = 250;

/** A channel of a simulated rig, as it is watched. */
export interface Watched {
  readonly name: string;
  readonly periodMs: number;
  readonly timeoutMs: number;
  readonly staleAfterMs: number;
  /** Where its values come from: its own source, and that of its backup by its name. */
  readonly sources: ReadonlyMap<string, SimulatedSource>;
  /** What its readings depend on. */
  readonly weathers: readonly Weather[];
  /** How old a measurement may be of which a prediction is made, in ms. */
  readonly holdsForMs: number;
  /** Whether a reading that came by the first attempt has the time of its point of the grid. */
  readonly isOnGrid: boolean;
}

/** How a channel has done in a simulation. */
export interface ChannelTally {
  /** Its name. */
  readonly name: string;
  /** How many readings there were. */
  readonly readings: number;
  /** How many were good. */
  readonly good: number;
  /** How many were uncertain. */
  readonly uncertain: number;
  /** Of the uncertain ones, predictions. */
  readonly held: number;
  /** How many were bad. */
  readonly bad: number;
  /** Of the points of its grid, those with a good reading: 0 to 1. */
  readonly availability: number;
  /** The longest time without a measurement, in ms. */
  readonly longestOutageMs: number;
  /** The oldest that a value became before it was shown that there is no newer one, in ms. */
  readonly oldestShownMs: number;
}

/** Watches a channel: whose its values are, when they come, and whether it is shown when they do not. */
export class ChannelWatch {
  readonly #channel: Watched;
  readonly #findings: Findings;
  readonly #counts = { readings: 0, good: 0, uncertain: 0, held: 0, bad: 0 };
  #longestOutageMs = 0;
  #oldestShownMs = 0;
  /** Since when this life of the rig has lasted. */
  #bornMs = 0;
  #isBorn = false;
  /** Whether the rig has been told to do without its instrument. */
  #isExcused = false;
  #seq = -1;
  #cameMs = 0;
  /** Points of the grid that were missed, as its readings say. */
  #missed = 0;
  /** Readings that belong to no point of the grid. */
  #putIn = 0;
  /** How long nobody could do anything since its last reading, in ms. */
  #stalledMs = 0;
  /** When that was last. */
  #stallMs = -Infinity;
  /** When the newest measurement was made. */
  #measuredMs = 0;
  /** When the read of the newest good one began. */
  #goodMs = -Infinity;
  /** When something was measured last, in whatever life. */
  #lastMs: number;
  /** Since when it has been shown that there is no newer one. */
  #shownMs = Infinity;

  /** Watches from a moment on. */
  constructor(channel: Watched, findings: Findings, nowMs: number) {
    this.#channel = channel;
    this.#findings = findings;
    this.#lastMs = nowMs;
  }

  /** The rig starts, or starts again. */
  begin(nowMs: number): void {
    this.#isBorn = true;
    this.#isExcused = false;
    this.#seq = -1;
    this.#missed = this.#putIn = this.#stalledMs = 0;
    this.#goodMs = -Infinity;
    this.#bornMs = this.#cameMs = this.#measuredMs = nowMs;
    this.#shownMs = nowMs;
  }

  /** Its instrument was not there at the start, and is left out in this life of the rig. */
  excuse(): void {
    this.#isExcused = true;
  }

  /** Nobody could do anything for so many ms. */
  stalled(ms: number, nowMs: number): void {
    this.#stalledMs += ms;
    this.#stallMs = nowMs;
  }

  /** The rig ends: it reads no more. */
  ending(nowMs: number): void {
    this.#findings.looked("punctuality");
    this.#comesWithinBudget(nowMs);
  }

  /** The rig has ended. */
  end(nowMs: number): void {
    this.#looksShown(nowMs);
    this.#isBorn = false;
  }

  /** The rig's health says whether the channel's last value is no longer true. */
  shown(isShown: boolean, nowMs: number): void {
    this.#shownMs = isShown ? Math.min(this.#shownMs, nowMs) : Infinity;
  }

  /** A reading comes. */
  sees(reading: Reading<unknown>, nowMs: number): void {
    if (!this.#isBorn) return;
    const { status, reason, path } = reading;
    this.#counts.readings++;
    this.#counts[status]++;
    if (reason === "stale") { // the rig says that nothing came
      this.#seq++;
      this.#putIn++;
      return;
    }
    this.#comesInTime(reading, nowMs);
    this.#cameMs = nowMs;
    if (path === "held") {
      this.#counts.held++;
      this.#isHonest(reading);
    }
    if (status === "bad" || path === "held") return;
    if (status === "good") this.#goodMs = reading.monoMs;
    this.#isPaired(reading, nowMs);
    const measuredMs = reading.monoMs + reading.tookMs - (reading.ageMs ?? 0);
    if (measuredMs <= this.#measuredMs) return;
    this.#looksShown(nowMs);
    this.#longestOutageMs = Math.max(this.#longestOutageMs, measuredMs - this.#lastMs);
    this.#measuredMs = this.#lastMs = measuredMs;
    this.#stalledMs = 0;
  }

  /** The result, when so many ms have been simulated by a moment. */
  tally(simulatedMs: number, nowMs: number): ChannelTally {
    const { name, periodMs } = this.#channel;
    const points = 1 + Math.floor(simulatedMs / periodMs);
    return {
      ...{ name, ...this.#counts },
      availability: Math.min(1, this.#counts.good / points),
      longestOutageMs: Math.max(this.#longestOutageMs, nowMs - this.#lastMs),
      oldestShownMs: this.#oldestShownMs,
    };
  }

  #isPaired({ path, value, monoMs }: Reading<unknown>, nowMs: number): void {
    const { name, sources } = this.#channel;
    const from = path?.startsWith("backup:") ? path.slice(7).split(" ", 1)[0]! : name;
    const source = sources.get(from);
    if (source === undefined) return;
    const { quantity, scale, offset, tolerance, earlierMs } = source;
    const raw = typeof value === "boolean" ? Number(value) : ((value as number) - offset) / scale;
    this.#findings.looked("pairing");
    if (quantity.hasSaid(raw, monoMs - earlierMs, nowMs, tolerance)) return;
    this.#findings.fails(
      "pairing",
      `${name} has ${value} by ${path ?? "first"}: nobody answered that to its question from ` +
        `${monoMs - earlierMs} to ${nowMs} ms`,
    );
  }

  /** A prediction says that it is one, how old what it is made of is, and ends when that is too old. */
  #isHonest({ status, monoMs, ageMs = -1 }: Reading<unknown>): void {
    const { name, holdsForMs } = this.#channel;
    const fails = (what: string): void => this.#findings.fails("staleness", `${name} ${what}`);
    this.#findings.looked("staleness", 3);
    if (status !== "uncertain") fails(`is held, and ${status}`);
    if (ageMs > holdsForMs) fails(`is held ${ageMs} ms after a measurement, not ${holdsForMs}`);
    const leastMs = monoMs - this.#goodMs;
    if (ageMs < leastMs) fails(`is held, ${ageMs} ms old it says, and is at least ${leastMs}`);
  }

  #comesWithinBudget(nowMs: number): void {
    const { name, periodMs, timeoutMs } = this.#channel;
    const sinceMs = nowMs - this.#cameMs;
    if (sinceMs <= periodMs + timeoutMs + LATE_MS + this.#stalledMs) return;
    const what = `has a reading after ${sinceMs} ms, in spite of a budget of ${timeoutMs} ms`;
    this.#findings.fails("punctuality", `${name} ${what}`);
  }

  /** Every point of the grid has its reading, or is said to be missed; none is caught up. */
  #isOnGrid({ path, monoMs }: Reading<unknown>): void {
    const { name, periodMs, isOnGrid } = this.#channel;
    if (path !== "first" || !isOnGrid) return;
    this.#findings.looked("punctuality");
    const tick = (monoMs - this.#bornMs) / periodMs;
    const told = this.#seq - this.#putIn + this.#missed;
    if (Math.abs(tick - told) <= 0.5 + 1e-6) return;
    this.#findings.fails(
      "punctuality",
      `${name} is read at point ${
        tick.toFixed(3)
      } of its grid; its readings tell of ${told} before`,
    );
  }

  /** Trouble elsewhere makes no reading late, or bad; trouble at its own place none later than its budget. */
  #comesInTime(reading: Reading<unknown>, nowMs: number): void {
    const { seq, status, missedTicks = 0, fault } = reading;
    const { name, periodMs, timeoutMs, weathers } = this.#channel;
    const sinceMs = nowMs - this.#cameMs;
    const fails = (what: string): void => this.#findings.fails("punctuality", `${name} ${what}`);
    this.#findings.looked("punctuality", 2);
    if (seq !== ++this.#seq) fails(`has reading ${seq} after ${this.#seq - 1}`);
    this.#comesWithinBudget(nowMs);
    this.#missed += missedTicks;
    this.#isOnGrid(reading);
    const fineMs = nowMs - RECOVERY_MS - 2 * timeoutMs - periodMs;
    if (this.#isExcused || fineMs < Math.max(this.#bornMs, this.#stallMs)) return;
    if (!weathers.every((weather) => weather.isFineSince(fineMs))) return;
    this.#findings.looked("punctuality", 3);
    if (status === "bad") fails(`is bad, and nothing is wrong there: ${fault?.message}`);
    if (missedTicks > 0) fails(`has missed ${missedTicks} points, and nothing is wrong there`);
    if (sinceMs > periodMs + LATE_MS) fails(`comes ${sinceMs - periodMs} ms late`);
  }

  /** What was measured last has become old: whether that was shown in time. */
  #looksShown(nowMs: number): void {
    const { name, staleAfterMs, periodMs } = this.#channel;
    const untilMs = Math.min(this.#shownMs, nowMs);
    const ageMs = untilMs - this.#measuredMs;
    this.#oldestShownMs = Math.max(this.#oldestShownMs, ageMs);
    const allowedMs = staleAfterMs + periodMs + SHOWN_MS + this.#stalledMs;
    this.#findings.looked("staleness");
    if (ageMs <= allowedMs) return;
    this.#findings.fails(
      "staleness",
      `${name} had no measurement for ${ageMs} ms before that was shown; allowed are ${allowedMs}`,
    );
  }
}
