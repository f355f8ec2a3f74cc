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
  /** When the newest measurement was made. */
  #measuredMs = 0;
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
    this.#bornMs = this.#cameMs = this.#measuredMs = nowMs;
    this.#shownMs = nowMs;
  }

  /** Its instrument was not there at the start, and is left out in this life of the rig. */
  excuse(): void {
    this.#isExcused = true;
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
    const { status, path } = reading;
    this.#counts.readings++;
    this.#counts[status]++;
    if (path === "held") this.#counts.held++;
    this.#comesInTime(reading, nowMs);
    this.#cameMs = nowMs;
    if (status === "bad" || path === "held") return;
    this.#isPaired(reading, nowMs);
    const measuredMs = reading.monoMs + reading.tookMs - (reading.ageMs ?? 0);
    if (measuredMs <= this.#measuredMs) return;
    this.#looksShown(nowMs);
    this.#longestOutageMs = Math.max(this.#longestOutageMs, measuredMs - this.#lastMs);
    this.#measuredMs = this.#lastMs = measuredMs;
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

  /** Trouble elsewhere makes no reading late, or bad; trouble at its own place none later than its budget. */
  #comesInTime({ seq, status, missedTicks = 0, fault }: Reading<unknown>, nowMs: number): void {
    const { name, periodMs, timeoutMs, weathers } = this.#channel;
    const sinceMs = nowMs - this.#cameMs;
    const fails = (what: string): void => this.#findings.fails("punctuality", `${name} ${what}`);
    this.#findings.looked("punctuality", 2);
    if (seq !== ++this.#seq) fails(`has reading ${seq} after ${this.#seq - 1}`);
    if (sinceMs > periodMs + timeoutMs + LATE_MS) {
      fails(`has a reading after ${sinceMs} ms, in spite of a budget of ${timeoutMs} ms`);
    }
    const fineMs = nowMs - RECOVERY_MS - 2 * timeoutMs - periodMs;
    if (this.#isExcused || fineMs < this.#bornMs) return;
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
    const allowedMs = staleAfterMs + periodMs + SHOWN_MS;
    this.#findings.looked("staleness");
    if (ageMs <= allowedMs) return;
    this.#findings.fails(
      "staleness",
      `${name} had no measurement for ${ageMs} ms before that was shown; allowed are ${allowedMs}`,
    );
  }
}
