import type { Counters } from "../counter_rate.ts";
import type { HostCore } from "../host_core.ts";
import type { SensorPlan } from "../host_sensor.ts";
import { changeReader } from "../change_reader.ts";
import { counterRate } from "../counter_rate.ts";
import { hardwareFilter } from "../hardware_filter.ts";
import { informationRate } from "../information_rate.ts";
import { type InterfaceCounters, parseNetDev } from "../parse/parse_net_dev.ts";
import { SensorFault } from "../sensor_fault.ts";

const NET_DEV = "/proc/net/dev";
const INTERFACES = "/sys/class/net";
const LOOPBACK = "lo";

/** Whether bytes come or go. */
export type NetworkDirection = "receive" | "send";

/**
 * Bytes per second over the network: on Linux over every interface that is hardware, because a
 * bridge or a tunnel moves the same bytes again; elsewhere over the default interface.
 */
export function networkPlan(core: HostCore, direction: NetworkDirection): SensorPlan<number> {
  const name = `network.${direction}`;
  const needs = [{ kind: "all" }] as const;
  if (core.system.os !== "linux") {
    const read = informationRate(core, async (information) => {
      const [first] = await information.networkStats();
      if (first === undefined) throw noInterface();
      return direction === "receive" ? first.rx_sec : first.tx_sec;
    });
    return { name, unit: "B/s", ways: [{ via: "npm:systeminformation", needs, read }] };
  }
  const bytes = direction === "receive" ? "receivedBytes" : "sentBytes";
  const isHardware = hardwareFilter(core.system, INTERFACES);
  const look = (): Counters =>
    new Map(interfaces(core, isHardware).map((one) => [one.name, one[bytes]]));
  const read = changeReader(core, { look, between: counterRate });
  return { name, unit: "B/s", ways: [{ via: NET_DEV, needs, read, check: () => void look() }] };
}

function interfaces(core: HostCore, isHardware: (name: string) => boolean): InterfaceCounters[] {
  const all = parseNetDev(new TextDecoder().decode(core.file(NET_DEV).read()));
  if (all === undefined) {
    throw new SensorFault("source.failed", `${NET_DEV} is not in its usual form`);
  }
  const outer = all.filter(({ name }) => name !== LOOPBACK);
  if (outer.length === 0) throw noInterface();
  const hardware = outer.filter(({ name }) => isHardware(name));
  return hardware.length > 0 ? hardware : outer; // a container's interfaces are all made up
}

function noInterface(): SensorFault {
  return new SensorFault("source.absent", "no network interface");
}
