import type { HostCore } from "../host_core.ts";
import type { SensorPlan } from "../host_sensor.ts";
import type { HostSystem } from "../host_system.ts";
import { type Battery, joinBatteries } from "../battery.ts";
import { parsePowerSupply } from "../parse/parse_power_supply.ts";
import { SensorFault } from "../sensor_fault.ts";

const SUPPLIES = "/sys/class/power_supply";

/** What macOS says remains while it does not know. */
const UNKNOWN_MINUTES = 0xffff;

/** How full the battery is, in percent. */
export function batteryPlan(core: HostCore): SensorPlan<number> {
  return plan(core, "battery", "%", ({ percent }) => {
    if (percent !== undefined) return percent;
    throw new SensorFault("source.failed", "the battery does not say how full it is");
  });
}

/** Whether the battery is being charged. */
export function batteryChargingPlan(core: HostCore): SensorPlan<boolean> {
  return plan(core, "battery.charging", "", ({ status }) => {
    if (status === "unknown") throw new SensorFault("source.failed", "the battery does not say");
    return status === "charging";
  });
}

/** How long the battery will last, in seconds. */
export function batteryLeftPlan(core: HostCore): SensorPlan<number> {
  return plan(core, "battery.left", "s", ({ status, leftSeconds }) => {
    if (status === "charging" || status === "idle") {
      throw new SensorFault("source.absent", "the battery is not in use");
    }
    if (leftSeconds !== undefined) return leftSeconds;
    throw new SensorFault("source.failed", "the battery does not say how fast it runs down");
  });
}

function plan<T>(
  core: HostCore,
  name: string,
  unit: string,
  pick: (battery: Battery) => T,
): SensorPlan<T> {
  const needs = [{ kind: "all" }] as const;
  if (core.system.os !== "linux") {
    const read = async () => pick(await askInformation(core.system));
    return { name, unit, ways: [{ via: "npm:systeminformation", needs, read }] };
  }
  const read = async () => pick(await askKernel(core.system));
  const check = () => void batteryFolders(core.system);
  return { name, unit, ways: [{ via: SUPPLIES, needs, read, check }] };
}

/** The batteries that this computer runs on, not those of its mouse. */
function batteryFolders(system: HostSystem): string[] {
  const folders = system.names(SUPPLIES).sort().map((name) => `${SUPPLIES}/${name}`);
  const batteries = folders.filter((folder) =>
    property(system, folder, "type") === "Battery" && property(system, folder, "scope") !== "Device"
  );
  if (batteries.length === 0) throw noBattery();
  return batteries;
}

function property(system: HostSystem, folder: string, name: string): string | undefined {
  try {
    return system.readTextSync(`${folder}/${name}`).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined; // not every supply has each
    throw error;
  }
}

async function askKernel(system: HostSystem): Promise<Battery> {
  // Not synchronously: a battery's controller can take a long time to answer.
  const texts = batteryFolders(system).map((folder) => system.readText(`${folder}/uevent`));
  const states = (await Promise.all(texts)).map((text) => {
    const state = parsePowerSupply(text);
    if (state !== undefined) return state;
    throw new SensorFault("source.failed", `a battery's uevent is not in its usual form`);
  }).filter((state) => state.present);
  if (states.length === 0) throw noBattery();
  return joinBatteries(states);
}

async function askInformation(system: HostSystem): Promise<Battery> {
  const battery = await (await system.information()).battery();
  if (!battery.hasBattery) throw noBattery();
  const { isCharging, acConnected, percent, timeRemaining: minutes } = battery;
  const isKnown = minutes !== null && minutes > 0 && minutes < UNKNOWN_MINUTES;
  return {
    status: isCharging ? "charging" : acConnected ? "idle" : "discharging",
    percent: percent >= 0 && percent <= 100 ? percent : undefined,
    leftSeconds: isKnown ? 60 * minutes : undefined,
  };
}

function noBattery(): SensorFault {
  return new SensorFault("source.absent", "no battery");
}
