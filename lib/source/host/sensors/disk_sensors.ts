import type { Counters } from "../counter_rate.ts";
import type { FileSystemSpace } from "../host_system.ts";
import type { HostCore } from "../host_core.ts";
import type { SensorPlan } from "../host_sensor.ts";
import { changeReader } from "../change_reader.ts";
import { counterRate } from "../counter_rate.ts";
import { type DiskCounters, parseDiskstats } from "../parse/parse_diskstats.ts";
import { hardwareFilter } from "../hardware_filter.ts";
import { informationRate } from "../information_rate.ts";
import { SensorFault } from "../sensor_fault.ts";

const DISKSTATS = "/proc/diskstats";
const BLOCK_DEVICES = "/sys/block";

/** Whether bytes come from the disks or go to them. */
export type DiskDirection = "read" | "write";

/** How full a file system is: in percent as `df` and psutil count it, or in bytes. */
export function diskPlan(
  core: HostCore,
  kind: "percent" | "used",
  path?: string,
): SensorPlan<number> {
  if (path === "") throw new TypeError("Cannot make a disk channel: its path is empty");
  const root = core.system.os === "windows" ? "C:\\" : "/";
  const name = kind === "percent" ? "disk" : "disk.used";
  return {
    name: path === undefined || path === root ? name : `${name}:${path}`,
    unit: kind === "percent" ? "%" : "B",
    ways: [{
      via: "node:fs",
      needs: [{ kind: "sys", name: "statfs" }, { kind: "read", path: path ?? root }],
      // Not synchronously: a network drive can take a long time to answer.
      read: async () => fullness(await core.system.space(path ?? root))[kind],
    }],
  };
}

/** Bytes per second read from, or written to, all disks; not their partitions, loops or zram. */
export function diskRatePlan(core: HostCore, direction: DiskDirection): SensorPlan<number> {
  const name = `disk.${direction}`;
  const needs = [{ kind: "all" }] as const;
  if (core.system.os !== "linux") {
    const read = informationRate(core, async (information) => {
      const stats = await information.fsStats();
      if (stats !== null) return direction === "read" ? stats.rx_sec : stats.wx_sec;
      throw new SensorFault("source.unsupported", `${core.system.os} does not tell`);
    });
    return { name, unit: "B/s", ways: [{ via: "npm:systeminformation", needs, read }] };
  }
  const bytes = direction === "read" ? "readBytes" : "writtenBytes";
  const isHardware = hardwareFilter(core.system, BLOCK_DEVICES);
  const look = (): Counters =>
    new Map(disks(core, isHardware).map((one) => [one.name, one[bytes]]));
  const read = changeReader(core, { look, between: counterRate });
  return { name, unit: "B/s", ways: [{ via: DISKSTATS, needs, read, check: () => void look() }] };
}

function fullness(space: FileSystemSpace): { percent: number; used: number } {
  const used = (space.blocks - space.bfree) * space.bsize;
  const usable = used + space.bavail * space.bsize;
  if (!(used >= 0 && usable > 0)) throw new SensorFault("source.failed", "its size is not known");
  return { percent: 100 * used / usable, used };
}

function disks(core: HostCore, isHardware: (name: string) => boolean): DiskCounters[] {
  const all = parseDiskstats(new TextDecoder().decode(core.file(DISKSTATS).read()));
  if (all === undefined) {
    throw new SensorFault("source.failed", `${DISKSTATS} is not in its usual form`);
  }
  const real = all.filter(({ name }) => isHardware(name));
  if (real.length === 0) throw new SensorFault("source.absent", "no disk");
  return real;
}
