import type { TracedExchange, TraceEntry, TraceNote } from "./trace_entry.ts";
import { beginMs, bytesText, noteText } from "./trace_text.ts";

/** What means nothing to Mermaid, in any place of a text. */
const PLAIN = /[^A-Za-z0-9 .,?*+\-_/=()\\!'@]/gu;

interface Event {
  readonly ms: number;
  readonly line: string;
}

/**
 * A trace as a message sequence chart: a Mermaid `sequenceDiagram`, one lifeline for the program and
 * one for each link. A reply is a dashed arrow; an exchange that failed ends in a cross.
 *
 * Whatever a device sent is escaped: it cannot end a line, or be taken for Mermaid or HTML.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const received = { bytes: new Uint8Array(), sizeBytes: 0 };
 * const entry = { kind: "connected", link: "dmm", atMs: 5, received } as const;
 * const [, , , line] = traceSequence([entry]).split("\n");
 * strictEqual(line, "  Note over P,L0: 0.0 ms connected");
 * ```
 */
export function traceSequence(entries: readonly TraceEntry[]): string {
  const links = [...new Set(entries.map(({ link }) => link))];
  const sinceMs = entries.reduce((least, entry) => Math.min(least, beginMs(entry)), Infinity);
  const events: Event[] = [];
  for (const entry of entries) {
    const device = `L${links.indexOf(entry.link)}`;
    if (entry.kind === "exchange") events.push(...arrows(entry, device, sinceMs));
    else events.push({ ms: entry.atMs, line: over(entry, device, sinceMs) });
  }
  const lines = events.toSorted((a, b) => a.ms - b.ms).map(({ line }) => line);
  return [
    "sequenceDiagram",
    "participant P as program",
    ...links.map((link, at) => `participant L${at} as ${escaped(link)}`),
    ...lines,
  ].map((line, at) => at === 0 ? `${line}\n` : `  ${line}\n`).join("");
}

function arrows(exchange: TracedExchange, device: string, sinceMs: number): readonly Event[] {
  const { startMs, sentMs, endMs, sent, received, outcome } = exchange;
  const arrow = sentMs === undefined ? "-x" : "->>";
  const began = {
    ms: startMs,
    line: `P${arrow}${device}: ${time(startMs - sinceMs)} ${escaped(bytesText(sent))}`,
  };
  if (outcome === "ok" && received.sizeBytes === 0) return [began];
  const came = received.sizeBytes === 0 ? "" : ` ${escaped(bytesText(received))}`;
  const line = outcome === "ok"
    ? `${device}-->>P: ${time(endMs - sinceMs)}${came}`
    : `${device}--xP: ${time(endMs - sinceMs)} ${escaped(outcome)}${came}`;
  return [began, { ms: endMs, line }];
}

function over(note: TraceNote, device: string, sinceMs: number): string {
  const text = `${time(note.atMs - sinceMs)} ${escaped(noteText(note))}`;
  if (note.kind === "late" || note.kind === "unasked") return `${device}--xP: ${text}`;
  if (note.kind === "heard") return `${device}${note.code ? "--x" : "-->>"}P: ${text}`;
  return `Note over P,${device}: ${text}`;
}

function time(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}

/** Mermaid's own way to write any character: its code point between `#` and `;`. */
function escaped(text: string): string {
  return text.replace(PLAIN, (character) => `#${character.codePointAt(0)};`);
}
