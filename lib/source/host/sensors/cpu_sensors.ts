import type { CoreTimes } from "../host_system.ts";
import type { HostCore } from "../host_core.ts";
import type { Reader } from "../../../contract/channel.ts";
import type { SensorPlan } from "../host_sensor.ts";
import type { Way } from "../way.ts";
import { changeReader } from "../change_reader.ts";
import { cpuPercent, type CpuTimes } from "../cpu_times.ts";
import { parseStat, parseStatCores, STAT_LINE_BYTES } from "../parse/parse_stat.ts";
import { missingFlags } from "../permission_need.ts";
import { SensorFault } from "../sensor_fault.ts";

const STAT = "/proc/stat";
const TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that Deno runs on

/** What a processor spends its time on, as far as every system counts it. */
export type CpuTimeKind = "user" | "system" | "idle";

/** The share of time that is not idle, in percent: of all cores together, or of one. */
export function cpuPlan(core: HostCore, index?: number): SensorPlan<number> {
  if (index !== undefined && !(Number.isInteger(index) && index >= 0)) {
    throw new RangeError(
      `Cannot make a core's channel: index must be an integer >= 0, got ${index}`,
    );
  }
  const name = index === undefined ? "cpu" : `cpu.core${index}`;
  const percent = (look: Look): Reader<number> => changeReader(core, { look, between: cpuPercent });
  return { name, unit: "%", ways: cpuWays(core, index, percent, percent) };
}

/** How long all cores together have spent on one thing since the start, in seconds. */
export function cpuTimePlan(core: HostCore, kind: CpuTimeKind): SensorPlan<number> {
  const fromTicks = (look: () => CpuTimes) => () => look()[kind] / TICKS_PER_SECOND;
  const fromMs = (look: () => Promise<CpuTimes>) => async () => (await look())[kind] / 1000;
  return { name: `cpu.${kind}`, unit: "s", ways: cpuWays(core, undefined, fromTicks, fromMs) };
}

/** The numbers of this computer's cores, as far as they can be told. */
export function coreNumbers(core: HostCore): number[] {
  return core.system.os === "linux" && missingFlags(core.system, [{ kind: "all" }]).length === 0
    ? parseStatCores(core.file(STAT).read())
    : Array.from({ length: core.system.coreCount() }, (_, index) => index);
}

type Look = () => CpuTimes | Promise<CpuTimes>;

function cpuWays(
  core: HostCore,
  index: number | undefined,
  ofStat: (look: () => CpuTimes) => Reader<number>,
  ofNodeOs: (look: () => Promise<CpuTimes>) => Reader<number>,
): SensorPlan<number>["ways"] {
  const nodeOs: Way<number> = {
    via: "node:os",
    needs: [{ kind: "sys", name: "cpus" }],
    read: ofNodeOs(async () => timesOf(await core.system.coreTimes(), index)),
  };
  if (core.system.os !== "linux") return [nodeOs];
  const stat = () => lookAtStat(core, index);
  return [{ via: STAT, needs: [{ kind: "all" }], read: ofStat(stat), check: stat }, nodeOs];
}

function lookAtStat(core: HostCore, index: number | undefined): CpuTimes {
  // The lines of the cores follow the line of them all.
  const bytes = core.file(STAT).read(STAT_LINE_BYTES * (index === undefined ? 1 : index + 2));
  const times = parseStat(bytes, index);
  if (times !== undefined) return times;
  if (index !== undefined && !parseStatCores(bytes).includes(index)) throw noSuchCore(index);
  throw new SensorFault("source.failed", `${STAT} is not in its usual form`);
}

function timesOf(cores: readonly CoreTimes[], index: number | undefined): CpuTimes {
  const chosen = index === undefined ? cores : cores.slice(index, index + 1);
  if (chosen.length === 0) {
    if (index !== undefined) throw noSuchCore(index);
    throw new SensorFault("source.failed", "node:os knows of no core");
  }
  const sum = { user: 0, nice: 0, system: 0, idle: 0, iowait: 0, irq: 0, softirq: 0, steal: 0 };
  for (const { times } of chosen) {
    sum.user += times.user;
    sum.nice += times.nice;
    sum.system += times.sys;
    sum.idle += times.idle;
    sum.irq += times.irq;
  }
  return sum;
}

function noSuchCore(index: number): SensorFault {
  return new SensorFault("source.absent", `there is no core ${index}, or it is switched off`);
}
