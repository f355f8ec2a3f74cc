import type { Quantity } from "./quantity.ts";
import type { Weather } from "./weather/weather.ts";

/** Where the values of a channel come from in a simulation. */
export interface SimulatedSource {
  readonly quantity: Quantity;
  /** What happened there. */
  readonly weather: Weather;
  /** Makes the channel's value of what the device says. */
  readonly scale: number;
  readonly offset: number;
  /** How far a value may be from what was said, in the device's unit. */
  readonly tolerance: number;
  /** How long before it is heard something may have been said, in ms: by a device that talks unasked. */
  readonly earlierMs: number;
}
