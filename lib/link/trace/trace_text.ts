import { printable } from "../../base/printable.ts";
import type { TracedBytes, TracedExchange, TraceEntry, TraceNote } from "./trace_entry.ts";

/**
 * A trace as lines of text, one or two an entry, in the order in which things happened. Times are
 * in ms since the first; bytes that are no printable ASCII are escaped, so it is safe on a terminal.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const line = (text: string) => ({ bytes: new TextEncoder().encode(text), sizeBytes: text.length });
 * const text = traceText([{
 *   kind: "exchange",
 *   link: "dmm",
 *   queuedMs: 5,
 *   startMs: 5,
 *   sentMs: 5.1,
 *   endMs: 7.5,
 *   sent: line("*IDN?\n"),
 *   received: line("ACME\n"),
 *   outcome: "ok",
 * }]);
 * strictEqual(text, "     0.0 ms  dmm  > *IDN?\\x0a\n     2.5 ms  dmm  < ACME\\x0a\n");
 * ```
 */
export function traceText(entries: readonly TraceEntry[]): string {
  const sinceMs = entries.reduce((least, entry) => Math.min(least, beginMs(entry)), Infinity);
  return entries.toSorted((a, b) => beginMs(a) - beginMs(b))
    .flatMap((entry) => entry.kind === "exchange" ? exchangeLines(entry) : [noteLine(entry)])
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ ms, link, text }) =>
      `${(ms - sinceMs).toFixed(1).padStart(8)} ms  ${printable(link)}  ${text}\n`
    )
    .join("");
}

/**
 * Bytes as text: printable ASCII as it is, all others as `\xNN`; and how many there were, if that
 * is more than were kept.
 */
export function bytesText({ bytes, sizeBytes }: TracedBytes): string {
  const text = Array.from(bytes, (byte) => {
    if (byte === 0x5c) return "\\\\";
    return byte >= 0x20 && byte < 0x7f
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, "0")}`;
  }).join("");
  return sizeBytes > bytes.length ? `${text}... (${sizeBytes} bytes)` : text;
}

/** What happened, in words: the same in every picture of a trace. */
export function noteText({ kind, code, received }: TraceNote): string {
  const words = NOTES[kind] + (code === undefined ? "" : `: ${printable(code)}`);
  return received.sizeBytes === 0 ? words : `${words}: ${bytesText(received)}`;
}

/** When an entry began, in the clock's ms. */
export function beginMs(entry: TraceEntry): number {
  return entry.kind === "exchange" ? entry.startMs : entry.atMs;
}

const NOTES: Readonly<Record<TraceNote["kind"], string>> = {
  "connected": "connected",
  "not-connected": "not connected",
  "closed": "connection given up",
  "in-step": "in step again",
  "late": "late, dropped",
  "unasked": "unasked, dropped",
  "heard": "heard",
};

interface Line {
  readonly ms: number;
  readonly link: string;
  readonly text: string;
}

function exchangeLines(exchange: TracedExchange): readonly Line[] {
  const { link, queuedMs, startMs, sentMs, endMs, sent, received, outcome } = exchange;
  const waitedMs = startMs - queuedMs;
  const waited = waitedMs > 0 ? `  (waited ${waitedMs.toFixed(1)} ms)` : "";
  const arrow = sentMs === undefined ? "-" : ">"; // was it all handed to the system
  const began = { ms: startMs, link, text: `${arrow} ${bytesText(sent)}${waited}` };
  if (outcome === "ok") {
    if (received.sizeBytes === 0) return [began];
    return [began, { ms: endMs, link, text: `< ${bytesText(received)}` }];
  }
  const came = received.sizeBytes === 0 ? "" : `: ${bytesText(received)}`;
  return [began, { ms: endMs, link, text: `! ${printable(outcome)}${came}` }];
}

function noteLine(note: TraceNote): Line {
  return { ms: note.atMs, link: note.link, text: `* ${noteText(note)}` };
}
