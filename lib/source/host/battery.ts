import type { BatteryState } from "./parse/parse_power_supply.ts";

/** All of a computer's batteries, as one. */
export interface Battery {
  /** `"idle"`: neither charged nor in use, with the mains connected. */
  readonly status: "charging" | "discharging" | "idle" | "unknown";
  /** How full it is, in percent; `undefined` if it does not say. */
  readonly percent: number | undefined;
  /** How long it will last as it is used now, in seconds; `undefined` if it does not say. */
  readonly leftSeconds: number | undefined;
}

const SECONDS_PER_HOUR = 3600;

/** Sees several batteries as one, as the computer that runs on them does. */
export function joinBatteries(states: readonly BatteryState[]): Battery {
  const status = joinStatus(states.map((state) => state.status));
  const now = sum(states.map((state) => state.now));
  const full = sum(states.map((state) => state.full));
  const rate = sum(states.map((state) => state.rate));
  const percents = sum(states.map((state) => state.percent));
  return {
    status,
    percent: now !== undefined && full
      ? Math.min(100, 100 * now / full)
      : percents && percents / states.length,
    leftSeconds: status === "discharging" && now !== undefined && rate
      ? SECONDS_PER_HOUR * now / rate
      : undefined,
  };
}

function joinStatus(all: readonly string[]): Battery["status"] {
  if (all.includes("Discharging")) return "discharging";
  if (all.includes("Charging")) return "charging";
  return all.every((one) => one === "Full" || one === "Not charging") ? "idle" : "unknown";
}

/** The sum, if no term of it is missing. */
function sum(terms: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const term of terms) {
    if (term === undefined) return undefined;
    total += term;
  }
  return total;
}
