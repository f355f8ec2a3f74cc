import type { HostCore } from "./host_core.ts";
import type { HostSensors } from "./host_sensors.ts";
import { batteryChargingPlan, batteryLeftPlan, batteryPlan } from "./sensors/battery_sensors.ts";
import { cpuPlan, cpuTimePlan } from "./sensors/cpu_sensors.ts";
import { diskPlan, diskRatePlan } from "./sensors/disk_sensors.ts";
import { HostSensor, type SensorPlan } from "./host_sensor.ts";
import { loadPlan, processMemoryPlan, uptimePlan } from "./sensors/load_sensors.ts";
import { memoryPlan, swapPlan } from "./sensors/memory_sensors.ts";
import { networkPlan } from "./sensors/network_sensors.ts";
import { temperaturePlan } from "./sensors/temperature_sensors.ts";

/**
 * The functions that make the channels.
 *
 * @param coreOf What a channel stands on; asked for each channel.
 * @param ownsCore Whether disposing a channel closes what it stands on.
 */
export function makeSensors(coreOf: () => HostCore, ownsCore: boolean): HostSensors {
  function sensor<T extends NonNullable<unknown>>(plan: (core: HostCore) => SensorPlan<T>) {
    const core = coreOf();
    return new HostSensor(plan(core), core, ownsCore);
  }
  return {
    cpu: () => sensor((core) => cpuPlan(core)),
    cpuCore: (index) => sensor((core) => cpuPlan(core, index)),
    cpuTime: (kind) => sensor((core) => cpuTimePlan(core, kind)),
    load1: () => sensor((core) => loadPlan(core, 1)),
    load5: () => sensor((core) => loadPlan(core, 5)),
    load15: () => sensor((core) => loadPlan(core, 15)),
    memory: () => sensor((core) => memoryPlan(core, "percent")),
    memoryUsed: () => sensor((core) => memoryPlan(core, "used")),
    memoryAvailable: () => sensor((core) => memoryPlan(core, "available")),
    memoryTotal: () => sensor((core) => memoryPlan(core, "total")),
    swap: () => sensor((core) => swapPlan(core, "percent")),
    swapUsed: () => sensor((core) => swapPlan(core, "used")),
    swapTotal: () => sensor((core) => swapPlan(core, "total")),
    battery: () => sensor((core) => batteryPlan(core)),
    batteryCharging: () => sensor((core) => batteryChargingPlan(core)),
    batteryLeft: () => sensor((core) => batteryLeftPlan(core)),
    temperature: (zone) => sensor((core) => temperaturePlan(core, zone)),
    disk: (path) => sensor((core) => diskPlan(core, "percent", path)),
    diskUsed: (path) => sensor((core) => diskPlan(core, "used", path)),
    diskReadRate: () => sensor((core) => diskRatePlan(core, "read")),
    diskWriteRate: () => sensor((core) => diskRatePlan(core, "write")),
    networkReceiveRate: () => sensor((core) => networkPlan(core, "receive")),
    networkSendRate: () => sensor((core) => networkPlan(core, "send")),
    uptime: () => sensor((core) => uptimePlan(core)),
    processMemory: () => sensor((core) => processMemoryPlan(core)),
  };
}
