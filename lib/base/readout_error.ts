import type {
  FailedAttempt,
  Fault,
  FaultCause,
  FaultCode,
  FaultCondition,
  FaultContext,
} from "../contract/fault.ts";
import { printable } from "./printable.ts";

const BRAND = Symbol.for("readout.error");
const TEXT_LIMIT = 256;
const CAUSE_DEPTH = 8;

/** What a {@linkcode ReadoutError} can be told besides its code and message. */
export interface ReadoutErrorOptions extends FaultContext {
  /** The error behind this one. */
  readonly cause?: unknown;
}

/**
 * The one error class of Readout. Branch on `code`, never on the message.
 *
 * @example Telling faults apart
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const error = new ReadoutError("timeout.total", "Cannot read volts: no answer in 500 ms", {
 *   channel: "volts",
 * });
 * strictEqual(isReadoutError(error) && error.code, "timeout.total");
 * ```
 */
export class ReadoutError extends Error {
  /** Always `"ReadoutError"`. */
  override readonly name: string = "ReadoutError";
  /** What went wrong, for programs. */
  readonly code: FaultCode;
  /** What it was about. */
  readonly context: FaultContext;

  /**
   * Makes an error.
   *
   * @param code What went wrong, for programs.
   * @param message "Cannot do what: what is, what should be, what to do next".
   * @param options What it was about, and the error behind it.
   */
  constructor(code: FaultCode, message: string, options: ReadoutErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    const { cause: _, ...context } = options;
    this.context = context;
    Object.defineProperty(this, BRAND, { value: true }); // holds across two copies of the library
  }
}

/** Tells whether `error` is a `ReadoutError`, also one of another copy of this library. Never throws. */
export function isReadoutError(error: unknown): error is ReadoutError {
  try {
    return typeof error === "object" && error !== null && BRAND in error;
  } catch { // a proxy that does not want to be looked at
    return false;
  }
}

/**
 * The error as plain data, for a bad reading, a worker's message or a file. Its texts are escaped
 * and bounded.
 *
 * @param error What was thrown. Anything that is not a `ReadoutError` becomes `reader.threw`.
 * @returns The fault. Never throws, whatever was thrown: what ends a rig comes by here.
 */
export function toFault(error: unknown): Fault {
  try {
    return faultOf(error);
  } catch { // a message that throws when it is asked for
    return { code: "reader.threw", name: "Thrown", message: "an error that cannot be told" };
  }
}

function faultOf(error: unknown): Fault {
  const { cause, ...plain } = toCause(error, 0);
  const code = isReadoutError(error) ? error.code : "reader.threw";
  const context = isReadoutError(error) ? toContext(error.context) : {};
  return { code, ...plain, ...context, ...(cause === undefined ? {} : { cause }) };
}

function toContext({ attempts, condition, ...texts }: FaultContext): FaultContext {
  const context: Record<string, string> = {};
  for (const [key, text] of Object.entries(texts)) {
    if (text !== undefined) context[key] = printable(text, TEXT_LIMIT);
  }
  return {
    ...context,
    ...(attempts === undefined ? {} : { attempts: attempts.map(safeAttempt) }),
    ...(condition === undefined ? {} : { condition: safeCondition(condition) }),
  };
}

function safeAttempt(attempt: FailedAttempt): FailedAttempt {
  return {
    ...attempt,
    path: printable(attempt.path, TEXT_LIMIT),
    source: printable(attempt.source, TEXT_LIMIT),
    message: printable(attempt.message, 2 * TEXT_LIMIT),
  };
}

function safeCondition(condition: FaultCondition): FaultCondition {
  const { lastGood } = condition;
  if (typeof lastGood !== "string") return condition;
  return { ...condition, lastGood: printable(lastGood, TEXT_LIMIT) };
}

function toCause(error: unknown, depth: number): FaultCause {
  if (!(error instanceof Error)) return { name: "Thrown", message: describe(error) };
  const self = {
    name: describe(error.name),
    message: describe(error.message, 2 * TEXT_LIMIT),
  };
  return error.cause === undefined || depth === CAUSE_DEPTH
    ? self
    : { ...self, cause: toCause(error.cause, depth + 1) };
}

/** What was thrown, or its message if it is an error, as escaped and bounded text. Never throws. */
export function textOfThrown(thrown: unknown): string {
  try {
    return describe(thrown instanceof Error ? thrown.message : thrown);
  } catch { // a message that throws when it is asked for
    return "an error that cannot be told";
  }
}

function describe(what: unknown, limit = TEXT_LIMIT): string {
  try {
    return printable(String(what), limit);
  } catch { // an object without a way to become text
    return typeof what;
  }
}
