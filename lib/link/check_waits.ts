import { printable } from "../base/printable.ts";
import type { LinkOptions } from "./link_options.ts";
import type { ListenerTuning } from "./listener_options.ts";

/** What waits, and so must end. */
const WAITS = [
  "connectTimeoutMs",
  "lockTimeoutMs",
  "writeTimeoutMs",
  "replyTimeoutMs",
  "gapTimeoutMs",
  "transferTimeoutMs",
] as const;

/**
 * Checks that no option of a link takes the bound of a wait away.
 *
 * @throws {RangeError} If one is no finite number above 0, or `minGapMs` none of 0 and more.
 */
export function checkWaits(options: LinkOptions): void {
  for (const name of WAITS) {
    const ms = options[name];
    if (ms !== undefined) checkWait(name, ms);
  }
  const { minGapMs = 0 } = options;
  if (!(Number.isFinite(minGapMs) && minGapMs >= 0)) {
    throw new RangeError(
      `Cannot make a link: minGapMs should be a finite number from 0, not ${shown(minGapMs)}`,
    );
  }
}

/**
 * Checks that no option of a listener takes the bound of a wait away; a device may be silent for ever
 * by `silentTimeoutMs: Infinity` alone.
 *
 * @throws {RangeError} If one is no finite number above 0.
 */
export function checkListenerWaits(options: ListenerTuning): void {
  const { silentTimeoutMs = Infinity } = options;
  if (silentTimeoutMs !== Infinity) checkWait("silentTimeoutMs", silentTimeoutMs);
  for (const name of ["gapTimeoutMs", "connectTimeoutMs", "writeTimeoutMs"] as const) {
    const ms = options[name];
    if (ms !== undefined) checkWait(name, ms);
  }
}

/**
 * Checks that a wait ends.
 *
 * @throws {RangeError} If it is no finite number above 0.
 */
export function checkWait(name: string, ms: number): void {
  if (ms > 0 && Number.isFinite(ms)) return;
  throw new RangeError(
    `Cannot wait for that long: ${name} should be a finite number above 0, not ${shown(ms)}`,
  );
}

function shown(ms: unknown): string {
  return printable(String(ms), 40);
}
