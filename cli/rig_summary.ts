import { printable } from "../lib/base/printable.ts";
import type { Rig } from "../lib/rig/rig.ts";

/** How often a channel is read that does not say it, in ms. */
const EVERY_MS = 1_000;

/** One line about a rig that is right: `vessel.yaml: right: 2 instruments, 4 channels, ...`. */
export function rigSummary(path: string, rig: Rig): string {
  const { channels, instruments = {}, interlocks = {}, safe = [], everyMs = EVERY_MS } = rig;
  const periods = Object.values(channels).map((channel) => channel.everyMs ?? everyMs);
  const [shortest, longest] = [Math.min(...periods), Math.max(...periods)];
  const every = shortest === longest ? `${shortest} ms` : `${shortest} to ${longest} ms`;
  const rateHz = periods.reduce((sum, periodMs) => sum + 1_000 / periodMs, 0);
  const parts = [
    count(Object.keys(instruments).length, "instrument"),
    `${count(periods.length, "channel")} every ${every}`,
    `about ${Number(rateHz.toPrecision(3))} reads/s`,
    count(Object.keys(interlocks).length, "interlock"),
    count(safe.length, "safe step"),
  ];
  return `${printable(path)}: right: ${parts.join(", ")}\n`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
