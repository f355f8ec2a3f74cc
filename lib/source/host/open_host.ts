import type { Clock } from "../../contract/clock.ts";
import type { HostChannel } from "./host_channel.ts";
import type { HostSensors } from "./host_sensors.ts";
import type { HostSystem } from "./host_system.ts";
import { coreNumbers } from "./sensors/cpu_sensors.ts";
import { denoSystem } from "./deno_system.ts";
import { HostCore } from "./host_core.ts";
import { makeSensors } from "./make_sensors.ts";
import { systemClock } from "../../base/system_clock.ts";
import { zoneNames } from "./sensors/temperature_sensors.ts";

/** How {@linkcode openHost} sees a computer. */
export interface HostOptions {
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
  /** What is asked for the values. Default: this computer. */
  readonly system?: HostSystem | undefined;
}

/**
 * A computer whose sensors share their open files. Its channels do not disturb one another: each
 * measures its rates from its own previous read.
 */
export interface Host extends HostSensors, Disposable {
  /**
   * Every channel that makes sense here, one for each core and each temperature zone among them;
   * also those that cannot be read now, which say why.
   */
  channels(): HostChannel<number | boolean>[];
}

/**
 * Opens this computer as a set of sensors. Disposing it closes the files that it has kept open
 * and ends its channels; twice is fine. No file is kept open before the first look.
 *
 * @param options Clock and system; both are for tests.
 *
 * @example What this computer can tell, and how
 * ```ts
 * import { ok, strictEqual } from "node:assert/strict";
 *
 * using computer = openHost();
 * strictEqual(computer.memory().unit, "%");
 * for (const channel of computer.channels()) {
 *   console.log(channel.name, channel.whyUnavailable()?.message ?? channel.via);
 * }
 * ok(computer.channels().some(({ name }) => name === "battery"));
 * ```
 */
export function openHost(options: HostOptions = {}): Host {
  const core = new HostCore(options.system ?? denoSystem, options.clock ?? systemClock);
  const sensors = makeSensors(() => core, false);
  return {
    ...sensors,
    channels: () => [
      sensors.cpu(),
      ...coreNumbers(core).map(sensors.cpuCore),
      sensors.cpuTime("user"),
      sensors.cpuTime("system"),
      sensors.cpuTime("idle"),
      sensors.load1(),
      sensors.load5(),
      sensors.load15(),
      sensors.memory(),
      sensors.memoryUsed(),
      sensors.memoryAvailable(),
      sensors.memoryTotal(),
      sensors.swap(),
      sensors.swapUsed(),
      sensors.swapTotal(),
      sensors.battery(),
      sensors.batteryCharging(),
      sensors.batteryLeft(),
      sensors.temperature(),
      ...zoneNames(core).map(sensors.temperature),
      sensors.disk(),
      sensors.diskUsed(),
      sensors.diskReadRate(),
      sensors.diskWriteRate(),
      sensors.networkReceiveRate(),
      sensors.networkSendRate(),
      sensors.uptime(),
      sensors.processMemory(),
    ],
    [Symbol.dispose]: () => core[Symbol.dispose](),
  };
}
