import type { FaultCode } from "../../contract/fault.ts";

/** Some bytes that went over a wire: the first of them, and how many there were. */
export interface TracedBytes {
  /** As many as the trace keeps. */
  readonly bytes: Uint8Array;
  /** How many there were. */
  readonly sizeBytes: number;
}

/** How an exchange ended: with a value, or by this fault (`aborted`: by its caller). */
export type TracedOutcome = "ok" | FaultCode;

/** One exchange. Times are the clock's monotonic ms. */
export interface TracedExchange {
  /** Something was asked, or only sent. */
  readonly kind: "exchange";
  /** Which link. */
  readonly link: string;
  /** When it was asked for. */
  readonly queuedMs: number;
  /** When it was its turn. */
  readonly startMs: number;
  /** When all was handed to the system; `undefined` if it never was. */
  readonly sentMs: number | undefined;
  /** When it was over. */
  readonly endMs: number;
  /** What was sent. */
  readonly sent: TracedBytes;
  /** What came: the reply, or what came instead of one. */
  readonly received: TracedBytes;
  /** How it ended. */
  readonly outcome: TracedOutcome;
}

/**
 * What happened between exchanges.
 *
 * - `connected`: a connection was made
 * - `not-connected`: a connection could not be made, or the device did not pass its `init`
 * - `closed`: the connection was given up
 * - `in-step`: the link was brought back into step without connecting anew
 * - `late`: a message came that answers nothing that is asked now, and was dropped
 * - `unasked`: bytes came that nobody had asked for, and were dropped
 * - `heard`: a message of a device that talks unasked; with a code, bytes that are none
 */
export type TraceNoteKind =
  | "connected"
  | "not-connected"
  | "closed"
  | "in-step"
  | "late"
  | "unasked"
  | "heard";

/** Something that is no exchange. */
export interface TraceNote {
  /** What happened. */
  readonly kind: TraceNoteKind;
  /** Which link. */
  readonly link: string;
  /** When, in the clock's monotonic ms. */
  readonly atMs: number;
  /** What was dropped, or heard; else empty. */
  readonly received: TracedBytes;
  /** The fault behind it, if there is one. */
  readonly code?: FaultCode;
}

/** One entry of a {@linkcode Trace}. */
export type TraceEntry = TracedExchange | TraceNote;
