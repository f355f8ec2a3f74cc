import type { HostSystem } from "./host_system.ts";

/**
 * Makes a function that tells whether a name in a folder of `/sys` is a piece of hardware, and not
 * a loop, a bridge, a partition or another thing that lives on top of one.
 */
export function hardwareFilter(system: HostSystem, folder: string): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    let isHardware = known.get(name);
    if (isHardware === undefined) {
      // A "/" in a device's name is a "!" in /sys.
      isHardware = system.names(`${folder}/${name.replaceAll("/", "!")}/device`).length > 0;
      known.set(name, isHardware);
    }
    return isHardware;
  };
}
