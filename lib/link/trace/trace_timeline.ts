import type { TracedExchange, TraceEntry } from "./trace_entry.ts";
import { beginMs, bytesText, noteText } from "./trace_text.ts";

/**
 * One event of Chrome's trace format. Times are in microseconds.
 *
 * - `M`: names a process (a link) or a thread (a row of it)
 * - `X`: a span
 * - `i`: a moment
 */
export interface TimelineEvent {
  /** What it is: a name, a span, or a moment. */
  readonly ph: "M" | "X" | "i";
  /** What happened. */
  readonly name: string;
  /** Which link. */
  readonly pid: number;
  /** Which row of it. */
  readonly tid: number;
  /** When it began, in us. */
  readonly ts?: number;
  /** How long it took, in us. */
  readonly dur?: number;
  /** A moment is of its row alone. */
  readonly s?: "t";
  /** What more is known. */
  readonly args?: Readonly<Record<string, string | number>>;
}

/** What a trace viewer opens: write it to a file as JSON. */
export interface Timeline {
  /** How times are shown. */
  readonly displayTimeUnit: "ms";
  /** What happened, row by row. */
  readonly traceEvents: readonly TimelineEvent[];
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly exchange: TracedExchange;
}

/**
 * The traces of some links as a timeline: who waited for whom, and what was slow. Each link is a
 * group of rows: its exchanges, and those that waited for their turn; several at a time take several
 * rows. Opens in Perfetto (https://ui.perfetto.dev) and in `chrome://tracing`.
 *
 * @example Written to a file, it is what a viewer opens
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const received = { bytes: new Uint8Array(), sizeBytes: 0 };
 * const entry = { kind: "connected", link: "dmm", atMs: 5, received } as const;
 * const timeline = JSON.parse(JSON.stringify(traceTimeline([entry])));
 * strictEqual(timeline.traceEvents[0].args.name, "dmm");
 * ```
 */
export function traceTimeline(entries: readonly TraceEntry[]): Timeline {
  const sinceMs = entries.reduce((least, entry) => Math.min(least, queuedMs(entry)), Infinity);
  const links = [...new Set(entries.map(({ link }) => link))];
  const traceEvents = links.flatMap((link, at) =>
    linkEvents(link, at + 1, entries.filter((entry) => entry.link === link), sinceMs)
  );
  return { displayTimeUnit: "ms", traceEvents };
}

function linkEvents(
  link: string,
  pid: number,
  entries: readonly TraceEntry[],
  sinceMs: number,
): readonly TimelineEvent[] {
  const us = (ms: number): number => Math.round(1_000 * (ms - sinceMs));
  const events: TimelineEvent[] = [{
    ph: "M",
    name: "process_name",
    pid,
    tid: 0,
    args: { name: link },
  }];
  let tid = 0;
  const row = (name: string): number => {
    events.push({ ph: "M", name: "thread_name", pid, tid: ++tid, args: { name } });
    return tid;
  };
  const span = (tid: number, name: string, { fromMs, toMs, exchange }: Span): void => {
    const { sent, received, outcome } = exchange;
    const args = { sent: bytesText(sent), received: bytesText(received), outcome };
    events.push({ ph: "X", name, pid, tid, ts: us(fromMs), dur: us(toMs) - us(fromMs), args });
  };

  const exchanges = entries.filter((entry) => entry.kind === "exchange");
  for (const lane of lanes(exchanges.map(running))) {
    const tid = row("exchanges");
    for (const each of lane) span(tid, bytesText(each.exchange.sent), each);
  }
  const waits = exchanges.filter(({ queuedMs, startMs }) => startMs > queuedMs);
  for (const lane of lanes(waits.map(waiting))) {
    const tid = row("waiting for a turn");
    for (const each of lane) span(tid, `waits: ${bytesText(each.exchange.sent)}`, each);
  }
  for (const entry of entries) {
    if (entry.kind === "exchange") continue;
    events.push({ ph: "i", s: "t", name: noteText(entry), pid, tid: 1, ts: us(entry.atMs) });
  }
  return events;
}

function running(exchange: TracedExchange): Span {
  return { fromMs: exchange.startMs, toMs: exchange.endMs, exchange };
}

function waiting(exchange: TracedExchange): Span {
  return { fromMs: exchange.queuedMs, toMs: exchange.startMs, exchange };
}

/** Puts spans into as few rows as hold them side by side. */
function lanes(spans: readonly Span[]): readonly (readonly Span[])[] {
  const rows: Span[][] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const free = rows.find((row) => row.at(-1)!.toMs <= span.fromMs);
    if (free) free.push(span);
    else rows.push([span]);
  }
  return rows;
}

function queuedMs(entry: TraceEntry): number {
  return entry.kind === "exchange" ? entry.queuedMs : beginMs(entry);
}
