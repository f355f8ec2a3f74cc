import type { HostCore } from "../host_core.ts";
import type { SensorPlan } from "../host_sensor.ts";
import { SensorFault } from "../sensor_fault.ts";

const LOAD_MINUTES = [1, 5, 15] as const;

/** The mean length of the run queue over 1, 5 or 15 minutes. */
export function loadPlan(
  core: HostCore,
  minutes: (typeof LOAD_MINUTES)[number],
): SensorPlan<number> {
  const check = () => {
    if (core.system.os !== "windows") return;
    throw new SensorFault("source.unsupported", "Windows counts no load average; read cpu there");
  };
  const read = () => {
    check();
    const load = core.system.loadAverages()[LOAD_MINUTES.indexOf(minutes)];
    if (load !== undefined) return load;
    throw new SensorFault("source.failed", "Deno.loadavg gave fewer than three numbers");
  };
  const needs = [{ kind: "sys", name: "loadavg" }] as const;
  return { name: `load${minutes}`, unit: "", ways: [{ via: "Deno.loadavg", needs, read, check }] };
}

/** How long the computer has been up, in seconds. */
export function uptimePlan(core: HostCore): SensorPlan<number> {
  const needs = [{ kind: "sys", name: "osUptime" }] as const;
  const read = () => core.system.uptimeSeconds();
  return { name: "uptime", unit: "s", ways: [{ via: "Deno.osUptime", needs, read }] };
}

/** The memory that this process holds, in bytes. */
export function processMemoryPlan(core: HostCore): SensorPlan<number> {
  const read = () => core.system.processMemoryBytes();
  return {
    name: "process.memory",
    unit: "B",
    ways: [{ via: "Deno.memoryUsage", needs: [], read }],
  };
}
