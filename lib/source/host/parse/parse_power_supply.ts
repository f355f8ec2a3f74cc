/** What a battery says about itself: energy or charge, in millionths, one of the two for all. */
export interface BatteryState {
  /** Whether it is in its place. */
  readonly present: boolean;
  /** Such as `"Charging"`, `"Discharging"`, `"Full"`, `"Not charging"`, `"Unknown"`. */
  readonly status: string;
  /** How full it says it is, in percent. */
  readonly percent: number | undefined;
  /** What is in it. */
  readonly now: number | undefined;
  /** What is in it when it is full. */
  readonly full: number | undefined;
  /** What flows per hour. */
  readonly rate: number | undefined;
}

/**
 * A battery's state out of its `uevent` file, which has all of its properties at one moment.
 *
 * @returns `undefined` if the text is cut off or malformed.
 */
export function parsePowerSupply(text: string): BatteryState | undefined {
  if (!text.endsWith("\n")) return undefined;
  const properties = new Map<string, string>();
  for (const line of text.slice(0, -1).split("\n")) {
    const found = /^([A-Z0-9_]+)=(.*)$/.exec(line);
    if (found === null) return undefined;
    properties.set(found[1]!, found[2]!);
  }
  const number = (key: string) => wholeNumber(properties.get(`POWER_SUPPLY_${key}`));
  const isEnergy = properties.has("POWER_SUPPLY_ENERGY_NOW");
  const percent = number("CAPACITY");
  return {
    present: number("PRESENT") !== 0,
    status: properties.get("POWER_SUPPLY_STATUS") ?? "Unknown",
    percent: percent !== undefined && percent <= 100 ? percent : undefined,
    now: number(isEnergy ? "ENERGY_NOW" : "CHARGE_NOW"),
    full: number(isEnergy ? "ENERGY_FULL" : "CHARGE_FULL"),
    rate: number(isEnergy ? "POWER_NOW" : "CURRENT_NOW"),
  };
}

/** Some drivers give a flow out of the battery as a negative number. */
function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Math.abs(Number(text)) : undefined;
}
