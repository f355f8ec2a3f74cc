import type { CrashReport } from "./crash_report.ts";

/** No crash file is longer. */
export const MAX_CRASH_BYTES = 1_048_576;

/** Texts are cut to this when that is not enough otherwise. */
const SHORT_TEXT = 200;

/**
 * The bytes of a crash file: JSON of at most 1 MiB. What does not fit is left out from the old end:
 * first half of all readings, frames and lines, then half of the rest, and so on.
 */
export function encodeCrash(report: CrashReport): Uint8Array {
  const readable = encode(report, 2);
  if (fits(readable)) return readable;
  for (let parts = 1; parts <= 1_024; parts *= 2) {
    const bytes = encode(parts === 1 ? report : shortened(report, 1 / parts));
    if (fits(bytes)) return bytes;
  }
  const { channels: _, links: __, log: ___, health: ____, ...rest } = report;
  const leftOut = "channels, links, health and log";
  const bare = { ...rest, channels: [], links: [], log: [], leftOut };
  for (let most = 512;; most /= 2) {
    const bytes = encode(cutTexts(bare, most));
    if (fits(bytes) || most <= 1) return bytes;
  }
}

function fits(bytes: Uint8Array): boolean {
  return bytes.length <= MAX_CRASH_BYTES;
}

function encode(report: CrashReport, indent?: number): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(report, plain, indent)}\n`);
}

/** What JSON cannot say. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`;
  return value;
}

function shortened(report: CrashReport, share: number): CrashReport {
  const last = <T>(items: readonly T[]): readonly T[] =>
    items.slice(items.length - Math.floor(items.length * share));
  return {
    ...report,
    channels: report.channels.map((it) => ({ ...it, last: last(it.last) })),
    links: report.links.map((it) => ({ ...it, frames: last(it.frames) })),
    log: last(report.log),
    leftOut: `all but the last ${Math.ceil(100 * share)} % of readings, frames and log lines`,
  };
}

/** With lists, and groups of fields, of so many items at most. */
function cutTexts(report: CrashReport, most: number): CrashReport {
  const cut = (value: unknown): unknown => {
    if (typeof value === "string") return value.slice(0, SHORT_TEXT);
    if (Array.isArray(value)) return value.slice(0, most).map(cut);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).slice(0, most).map(([k, v]) => [k, cut(v)]));
  };
  return cut(report) as CrashReport;
}
