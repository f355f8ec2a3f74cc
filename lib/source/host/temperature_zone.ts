import type { HostSystem } from "./host_system.ts";

/** A place whose temperature Linux knows. */
export interface TemperatureZone {
  /** Who measures and what, such as `"coretemp.Package_id_0"`; no two are the same. */
  readonly name: string;
  /** The file with the temperature in thousandths of a degree. */
  readonly path: string;
}

const HWMON = "/sys/class/hwmon";
const THERMAL = "/sys/class/thermal";

/**
 * The zones of this computer. Those of `hwmon`; where it has none, those of `thermal`, which are
 * mostly the same ones again.
 */
export function findZones(system: HostSystem): TemperatureZone[] {
  const found = hwmonZones(system);
  return uniquelyNamed(found.length > 0 ? found : thermalZones(system));
}

function hwmonZones(system: HostSystem): TemperatureZone[] {
  return sorted(system.names(HWMON)).flatMap((chip) => {
    const folder = `${HWMON}/${chip}`;
    const inputs = sorted(system.names(folder)).filter((name) => /^temp\d+_input$/.test(name));
    if (inputs.length === 0) return [];
    const chipName = text(system, `${folder}/name`) ?? chip;
    return inputs.map((input) => {
      const sensor = input.replace("_input", "");
      const label = text(system, `${folder}/${sensor}_label`) ?? sensor;
      return { name: plain(`${chipName}.${label}`), path: `${folder}/${input}` };
    });
  });
}

function thermalZones(system: HostSystem): TemperatureZone[] {
  const zones = sorted(system.names(THERMAL)).filter((name) => /^thermal_zone\d+$/.test(name));
  return zones.map((zone) => {
    const type = text(system, `${THERMAL}/${zone}/type`) ?? zone;
    return { name: plain(type), path: `${THERMAL}/${zone}/temp` };
  });
}

function uniquelyNamed(zones: readonly TemperatureZone[]): TemperatureZone[] {
  const taken = new Set<string>();
  return zones.map((zone) => {
    let name = zone.name;
    for (let copy = 2; taken.has(name); copy++) name = `${zone.name}.${copy}`;
    taken.add(name);
    return { ...zone, name };
  });
}

/** So that 10 comes after 9. */
function sorted(names: readonly string[]): string[] {
  return names.toSorted((one, other) => one.localeCompare(other, "en", { numeric: true }));
}

function text(system: HostSystem, path: string): string | undefined {
  try {
    return system.readTextSync(path).trim() || undefined;
  } catch { // not every chip has every file, and a name is not worth a fault
    return undefined;
  }
}

/** A chip's words as a name that can be typed. */
function plain(words: string): string {
  return words.replace(/[^A-Za-z0-9_.-]+/g, "_");
}
