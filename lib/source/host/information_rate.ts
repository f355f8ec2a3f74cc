import type { HostCore } from "./host_core.ts";
import type { Reader } from "../../contract/channel.ts";
import type { SystemInformation } from "./host_system.ts";
import { SensorFault } from "./sensor_fault.ts";

/** `npm:systeminformation` looks again only when its last look is so old. */
const LOOK_AGAIN_MS = 500;

/** How often it is asked before it is given up. */
const MOST_TIMES = 3;

/**
 * Makes a reader of a rate that `npm:systeminformation` measures by itself, from one call to the
 * next. Its first answer is none, so the first read waits and asks again.
 */
export function informationRate(
  core: HostCore,
  ask: (information: SystemInformation) => Promise<number | null>,
): Reader<number> {
  return async (call) => {
    const information = await core.system.information();
    for (let times = 1; times <= MOST_TIMES; times++) {
      const rate = await ask(information);
      if (rate !== null) return rate;
      await core.wait(LOOK_AGAIN_MS, call);
    }
    throw new SensorFault("source.failed", "npm:systeminformation gives no rate");
  };
}
