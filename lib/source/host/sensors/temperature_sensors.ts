import type { HostCore } from "../host_core.ts";
import type { SensorPlan } from "../host_sensor.ts";
import { findZones, type TemperatureZone } from "../temperature_zone.ts";
import { missingFlags } from "../permission_need.ts";
import { parseMillidegrees } from "../parse/parse_millidegrees.ts";
import { printable } from "../../../base/printable.ts";
import { SensorFault } from "../sensor_fault.ts";

const UNIT = "\u00b0C";

/** Whose temperature the processor's is, most exact first. */
const PROCESSOR = [/^(coretemp|k10temp|zenpower)/, /^(x86_pkg|cpu|soc)/, /^acpi/];

/** A temperature in degrees Celsius: of a zone, or the processor's. */
export function temperaturePlan(core: HostCore, zone?: string): SensorPlan<number> {
  const name = zone === undefined ? "temperature" : `temperature.${zone}`;
  const needs = [{ kind: "all" }] as const;
  if (core.system.os !== "linux") {
    const read = () => askInformation(core, zone);
    return { name, unit: UNIT, ways: [{ via: "npm:systeminformation", needs, read }] };
  }
  let path: string | undefined; // found once: there can be hundreds of files to look through
  const find = () => choose(findZones(core.system), zone).path;
  const read = async () => {
    try {
      return await askKernel(core, path ??= find());
    } catch (error) {
      path = undefined;
      throw error;
    }
  };
  const check = () => void find();
  return { name, unit: UNIT, ways: [{ via: "/sys/class/{hwmon,thermal}", needs, read, check }] };
}

/** The names of the temperature zones, as far as they can be told. */
export function zoneNames(core: HostCore): string[] {
  return core.system.os === "linux" && missingFlags(core.system, [{ kind: "all" }]).length === 0
    ? findZones(core.system).map((zone) => zone.name)
    : [];
}

function choose(zones: readonly TemperatureZone[], wanted: string | undefined): TemperatureZone {
  if (zones.length === 0) throw noSensor();
  if (wanted === undefined) {
    const ofProcessor = PROCESSOR.map((names) => zones.find(({ name }) => names.test(name)));
    return ofProcessor.find((zone) => zone !== undefined) ?? zones[0]!;
  }
  const found = zones.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const names = zones.map(({ name }) => name).join(", ");
  throw new SensorFault(
    "source.absent",
    `no temperature zone "${printable(wanted, 64)}"; there are ${printable(names, 256)}`,
  );
}

async function askKernel(core: HostCore, path: string): Promise<number> {
  // Not synchronously: a sensor on a slow bus can take a long time to answer.
  const degrees = parseMillidegrees(await core.system.readText(path));
  if (degrees !== undefined) return degrees;
  throw new SensorFault("source.failed", `${path} holds no temperature`);
}

async function askInformation(core: HostCore, wanted: string | undefined): Promise<number> {
  if (wanted !== undefined) {
    throw new SensorFault("source.unsupported", "temperature zones have no names on this system");
  }
  const { main } = await (await core.system.information()).cpuTemperature();
  if (main === null) throw noSensor();
  return main;
}

function noSensor(): SensorFault {
  return new SensorFault("source.absent", "no temperature sensor");
}
