import type { Link } from "../lib/link/link.ts";
import { traceReplay } from "../lib/link/trace/trace_replay.ts";
import { traceSequence } from "../lib/link/trace/trace_sequence.ts";
import { traceText } from "../lib/link/trace/trace_text.ts";
import { traceTimeline } from "../lib/link/trace/trace_timeline.ts";
import { jsonText } from "./json_text.ts";

/**
 * The ways to print what went over a wire.
 *
 * - `text`: a line for each thing that happened
 * - `sequence`: a Mermaid `sequenceDiagram`
 * - `timeline`: Chrome trace JSON, for Perfetto or `chrome://tracing`
 * - `replay`: JSON, a script that a simulated device plays
 */
export const TRACE_FORMS = ["text", "sequence", "timeline", "replay"] as const;

/** A way to print what went over a wire. */
export type TraceForm = (typeof TRACE_FORMS)[number];

/** What went over a link's wire, with a line end. */
export function printTrace({ trace }: Link, form: TraceForm): string {
  const entries = trace.entries();
  switch (form) {
    case "text":
      return endLine(traceText(entries));
    case "sequence":
      return endLine(traceSequence(entries));
    case "timeline":
      return `${jsonText(traceTimeline(entries))}\n`;
    case "replay":
      return `${jsonText(traceReplay(entries), 2)}\n`;
  }
}

function endLine(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
