import type { Reading } from "../../lib/contract/reading.ts";
import type { WireReading, WireValue } from "../wire.ts";
import { printable } from "../../lib/base/printable.ts";

/** The longest text value that travels, in UTF-16 code units; what is cut is marked with `...`. */
const VALUE_LIMIT = 256;
/** The same for a fault's message, which is printable already. */
const NOTE_LIMIT = 512;
/** The same for a path, in which there are names. */
const PATH_LIMIT = 128;

/**
 * A reading as it travels: the JSON text of a `WireReading`, at most 4 KiB of it.
 *
 * A value is a finite number, a boolean or a text; what is none of these becomes a text. A good
 * value that is none at all (NaN, an infinity, nothing) becomes a bad reading.
 *
 * @param reading The reading.
 * @param channel Its channel's place in the list of channels.
 */
export function wireText(reading: Reading<unknown>, channel: number): string {
  const { seq, wallMs, status, reason } = reading;
  const more = moreOf(reading);
  const wire: WireReading = reading.status === "bad"
    ? [channel, seq, wallMs, null, status, reason, note(reading.fault.message), ...more]
    : isNoValue(reading.value)
    ? [channel, seq, wallMs, null, "bad", "sensor-fail", `its value is ${reading.value}`]
    : [channel, seq, wallMs, toWire(reading.value), status, reason, noteOf(reading), ...more];
  return JSON.stringify(wire);
}

/** What most readings have not got: nothing of it travels then. */
function moreOf({ path, uncertainty, ageMs }: Reading<unknown>): More {
  const hasPath = path !== undefined && path !== "first";
  const more: More = [
    hasPath ? printable(path, PATH_LIMIT) : null,
    isAmount(uncertainty) ? Number(uncertainty.toPrecision(3)) : null,
    isAmount(ageMs) ? Math.round(ageMs) : null,
  ];
  return more.slice(0, more.findLastIndex((it) => it !== null) + 1) as More;
}

type More = [path?: string | null, uncertainty?: number | null, ageMs?: number | null];

function isAmount(value: number | undefined): value is number {
  return value !== undefined && value >= 0 && value < Infinity;
}

function noteOf(reading: Exclude<Reading<unknown>, { readonly status: "bad" }>): string | null {
  return reading.status === "uncertain" && reading.fault ? note(reading.fault.message) : null;
}

function note(message: string): string {
  return printable(message, NOTE_LIMIT);
}

function isNoValue(value: unknown): boolean {
  return value === null || value === undefined ||
    (typeof value === "number" && !Number.isFinite(value));
}

function toWire(value: unknown): WireValue {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "string") {
    return printable(describe(value).slice(0, VALUE_LIMIT + 1), VALUE_LIMIT);
  }
  return value.length <= VALUE_LIMIT ? value : `${value.slice(0, VALUE_LIMIT - 3)}...`;
}

function describe(value: unknown): string {
  try {
    return isList(value) ? `${tag(value)}(${value.length})` : String(value);
  } catch { // an object without a way to become text
    return typeof value;
  }
}

/** A waveform of a million samples is not joined to a text first. */
function isList(value: unknown): value is { readonly length: number } {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

/** The kind of a built-in object, such as `Int16Array`. */
function tag(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
