import type { HostCore } from "../host_core.ts";
import type { SensorPlan } from "../host_sensor.ts";
import type { Way } from "../way.ts";
import { MEMINFO_HEAD_BYTES, type MeminfoKey, parseMeminfo } from "../parse/parse_meminfo.ts";
import { SensorFault } from "../sensor_fault.ts";

const MEMINFO = "/proc/meminfo";

/** Memory, in bytes. */
interface Space {
  readonly total: number;
  /** What programs can still get without swapping. */
  readonly available: number;
}

/** Which number about the memory, or the swap, a channel gives. */
export type SpaceKind = "percent" | "used" | "available" | "total";

/** Of the memory: the share in use in percent, or bytes in use, available or in all. */
export function memoryPlan(core: HostCore, kind: SpaceKind): SensorPlan<number> {
  return spacePlan(core, "memory", kind, () => memoryOf(core), () => {
    const { total, available } = core.system.memory();
    return { total, available };
  });
}

/** The same of the swap; there may be none. */
export function swapPlan(core: HostCore, kind: SpaceKind): SensorPlan<number> {
  return spacePlan(core, "swap", kind, () => swapOf(core), () => {
    const { swapTotal, swapFree } = core.system.memory();
    return { total: swapTotal, available: swapFree };
  });
}

function spacePlan(
  core: HostCore,
  subject: "memory" | "swap",
  kind: SpaceKind,
  ofMeminfo: () => Space,
  ofDeno: () => Space,
): SensorPlan<number> {
  const reading = (look: () => Space) => () => numberOf(kind, checked(subject, look()));
  const viaDeno = reading(ofDeno);
  const deno: Way<number> = {
    via: "Deno.systemMemoryInfo",
    needs: [{ kind: "sys", name: "systemMemoryInfo" }],
    read: viaDeno,
    check: viaDeno,
  };
  const name = kind === "percent" ? subject : `${subject}.${kind}`;
  const unit = kind === "percent" ? "%" : "B";
  if (core.system.os !== "linux") return { name, unit, ways: [deno] };
  const read = reading(ofMeminfo);
  return {
    name,
    unit,
    ways: [{ via: MEMINFO, needs: [{ kind: "all" }], read, check: read }, deno],
  };
}

function memoryOf(core: HostCore): Space {
  const bytes = core.file(MEMINFO).read(MEMINFO_HEAD_BYTES);
  const total = field(bytes, "MemTotal");
  const available = field(bytes, "MemAvailable");
  // In some containers the two come from different computers; psutil does the same then.
  return { total, available: available <= total ? available : field(bytes, "MemFree") };
}

function swapOf(core: HostCore): Space {
  const bytes = core.file(MEMINFO).read();
  return { total: field(bytes, "SwapTotal"), available: field(bytes, "SwapFree") };
}

function field(bytes: Uint8Array, key: MeminfoKey): number {
  const value = parseMeminfo(bytes, key);
  if (value !== undefined) return value;
  throw new SensorFault("source.failed", `${MEMINFO} has no well-formed line "${key}"`);
}

function checked(subject: "memory" | "swap", space: Space): Space {
  const { total, available } = space;
  if (subject === "swap" && total === 0) throw new SensorFault("source.absent", "no swap");
  if (total > 0 && available >= 0 && available <= total) return space;
  throw new SensorFault("source.failed", `${available} of ${total} bytes are said to be available`);
}

function numberOf(kind: SpaceKind, { total, available }: Space): number {
  switch (kind) {
    case "percent":
      return 100 * (total - available) / total;
    case "used":
      return total - available;
    case "available":
      return available;
    case "total":
      return total;
  }
}
