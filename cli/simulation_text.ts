import { printable } from "../lib/base/printable.ts";
import type { SimulationReport } from "../lib/rig/simulate/simulation_report.ts";
import { padLeft, padRight, textWidth } from "./text_width.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What a simulation has found, for people. Its texts cannot act on a terminal. */
export function simulationText(report: SimulationReport): string {
  const { safe, notices, alarms, traceHash, traceLines } = report;
  const ends = Object.entries(report.ends).filter(([cause]) => cause !== "stopped");
  const restarts = ends.reduce((sum, [, count]) => sum + count, 0);
  return lines([
    `${name(report.rig)}: ${span(report.simulatedMs)}, seed ${report.seed}, ` +
    `${count(report.readings)} readings`,
    "",
    ...channelTable(report),
    "",
    ...report.sinks.map(({ name: sink, delivered, lost, restarts }) => {
      return `sink ${name(sink)}: ${count(delivered)} delivered, ${
        count(lost)
      } lost and counted, ` +
        `started again ${restarts}x`;
    }),
    `went wrong: ${tally(troublesOf(report))}`,
    `the rig ended by itself ${restarts}x${restarts > 0 ? `: ${pairs(ends)}` : ""}`,
    ...(safe.runs > 0
      ? [`safe sequence: run ${safe.runs}x, known to be safe ${safe.reached}x`]
      : []),
    `alarms and warnings: ${count(alarms)}; notices: ${tally(notices)}`,
    "",
    ...report.checks.map(({ what, times, failed }) => {
      return `${failed === 0 ? "holds " : "FAILED"}  ${padRight(what, 54)} ` +
        (failed === 0 ? `looked at ${count(times)}x` : `${count(failed)} of ${count(times)}`);
    }),
    ...growth(report),
    ...report.violations.map(({ check, atMs, what }) => {
      return `        at ${moment(atMs)}, ${check}: ${printable(what, 400)}`;
    }),
    "",
    `trace: ${count(traceLines)} lines, SHA-256 ${traceHash}`,
  ]);
}

/** A time in a simulation: `3 d 04:12:01.250`. */
export function moment(ms: number): string {
  return `${Math.floor(ms / DAY_MS)} d ${new Date(ms % DAY_MS).toISOString().slice(11, 23)}`;
}

/** How long something took: `3 d`, `2.5 h`, `12 min`, `8.4 s`. */
export function span(ms: number): string {
  const [unit, name] = ms >= 2 * DAY_MS
    ? [DAY_MS, "d"]
    : ms >= 2 * HOUR_MS
    ? [HOUR_MS, "h"]
    : ms >= 2 * MINUTE_MS
    ? [MINUTE_MS, "min"]
    : [SECOND_MS, "s"];
  return `${Number((ms / (unit as number)).toFixed(1))} ${name}`;
}

function channelTable({ channels }: SimulationReport): string[] {
  const header = [
    "Channel",
    "Available",
    "Good",
    "Uncertain",
    "Bad",
    "Longest gap",
    "Oldest shown",
  ];
  const rows = channels.map((channel) => [
    name(channel.name),
    `${(100 * channel.availability).toFixed(3)} %`,
    count(channel.good),
    count(channel.uncertain),
    count(channel.bad),
    span(channel.longestOutageMs),
    span(channel.oldestShownMs),
  ]);
  const widths = header.map((title, at) => {
    return Math.max(textWidth(title), ...rows.map((row) => textWidth(row[at]!)));
  });
  return [header, ...rows].map((row) => {
    const cells = row.map((cell, at) => (at === 0 ? padRight : padLeft)(cell, widths[at]!));
    return cells.join("  ").trimEnd();
  });
}

function growth({ heapBytesPerDay }: SimulationReport): string[] {
  if (heapBytesPerDay === undefined) return [];
  return [`        the heap grew by ${(heapBytesPerDay / 1_024).toFixed(1)} KiB a day`];
}

function troublesOf({ troubles }: SimulationReport): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const counts of Object.values(troubles)) {
    for (const [what, times] of Object.entries(counts)) {
      if (what !== "back") sums[what] = (sums[what] ?? 0) + times;
    }
  }
  return sums;
}

function tally(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  return entries.length === 0 ? "none" : pairs(entries);
}

function pairs(entries: readonly (readonly [string, number])[]): string {
  return entries.map(([what, times]) => `${printable(what, 80)} ${count(times)}`).join(", ");
}

function name(text: string): string {
  return printable(text, 40);
}

function count(number: number): string {
  return number.toLocaleString("en");
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
