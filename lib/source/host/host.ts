import type { HostSensors } from "./host_sensors.ts";
import { denoSystem } from "./deno_system.ts";
import { HostCore } from "./host_core.ts";
import { makeSensors } from "./make_sensors.ts";
import { systemClock } from "../../base/system_clock.ts";

/**
 * This computer's sensors, each as a channel of its own: the counterpart of psutil.
 *
 * On Linux with full permission (`deno run -A`) they read files of the kernel that are kept open.
 * With only `--allow-sys=cpus,systemMemoryInfo,loadavg,osUptime`, and on other systems, they take
 * Deno's own calls, and `npm:systeminformation` for what those lack, which needs `-A` again.
 * `channel.via` says which way it is. Nobody is ever asked for a permission: one that is missing
 * is a bad reading, whose message names the flag.
 *
 * To read many at once, let them share their files: `using computer = openHost()`.
 *
 * @example The load of the processor, and the memory in use
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * using cpu = host.cpu();
 * using memory = host.memory();
 * for (const reading of await Promise.all([cpu.tryRead(), memory.tryRead()])) {
 *   strictEqual(reading.unit, "%");
 *   console.log(reading.channel, reading.value ?? reading.fault.message);
 * }
 * ```
 */
export const host: HostSensors = Object.freeze(
  makeSensors(() => new HostCore(denoSystem, systemClock), true),
);
