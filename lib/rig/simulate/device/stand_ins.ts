import type { Random } from "../../../contract/random.ts";
import { protocolAddress } from "../../../instrument/modbus_address.ts";
import type { ModbusType } from "../../../instrument/modbus_format.ts";
import { parseAddress } from "../../../instrument/parse_address.ts";
import { modbusDevice } from "../../../simulator/modbus/modbus_device.ts";
import type { SimulatedDevice } from "../../../simulator/simulated_device.ts";
import type { ChannelPlan, GpsField } from "../../channel_plan.ts";
import type { InstrumentPlan } from "../../instrument_plan.ts";
import type { Rig } from "../../rig.ts";
import type { SafeWitness } from "../check/safe_witness.ts";
import type { Quantity } from "../quantity.ts";
import { spread } from "../seeds.ts";
import { GPS_REACH, GPS_TOLERANCE, gpsStandIn } from "./gps_stand_in.ts";
import { linesStandIn } from "./lines_stand_in.ts";
import { modbusStandIn, reachOf, type StandInCell, type StandInTable } from "./modbus_stand_in.ts";
import { scpiStandIn } from "./scpi_stand_in.ts";

/** The longest silence of a device that talks unasked, in ms. */
const SPEAKS_MS = 2_000;

/** Things and their names. */
export type Named<P> = readonly (readonly [name: string, plan: P])[];
type ChannelOf<K extends PropertyKey> = Extract<ChannelPlan, { readonly [k in K]: unknown }>;

/** What a device is made of. */
export interface Parts {
  readonly rig: Rig;
  readonly witness: SafeWitness;
  readonly address: string;
  readonly instruments: Named<InstrumentPlan>;
  readonly channels: Named<ChannelPlan>;
  readonly random: Random;
  /** The quantity that a channel reads; the same for the same key. */
  quantity(
    name: string,
    plan: ChannelPlan,
    key: string,
    reach?: readonly [number, number],
    tolerance?: number,
  ): Quantity;
}

/** Makes what stands in for an instrument of each kind. */
export const STAND_INS: Readonly<
  Record<InstrumentPlan["kind"], (parts: Parts) => SimulatedDevice<never>>
> = {
  scpi(parts) {
    const { witness, address, instruments } = parts;
    const identities = instruments.flatMap(([, plan]) =>
      "expectIdn" in plan ? [plan.expectIdn] : []
    );
    const quantities = reading(parts, "question").map(([name, plan]) => {
      return [plan.question, parts.quantity(name, plan, plan.question)] as const;
    });
    return scpiStandIn({
      identity: ["READOUT", "STAND-IN", ...identities.filter((it) => it !== undefined), "0", "1.0"]
        .join(","),
      quantities: new Map(quantities),
      onCommand: (command) => witness.sees(address, command),
      reply: (question) => witness.replyTo(address, question),
      busyMs: busy(parts),
    }) as SimulatedDevice as SimulatedDevice<never>;
  },
  modbus(parts) {
    const { witness, address, instruments, channels } = parts;
    const units = instruments.map(([instrument, plan]) => {
      const { unit = 1, byteOrder = "ABCD" } = plan as Extract<InstrumentPlan, { kind: "modbus" }>;
      const own = channels.filter(([, it]) => "instrument" in it && it.instrument === instrument);
      const cells = own.flatMap(([name, it]): StandInCell[] => {
        const place = placeOf(it);
        if (place === undefined) return [];
        const key = [unit, place.table, place.address, place.type, byteOrder].join("/");
        const quantity = parts.quantity(name, it, key, reachOf(place.type));
        return [{ ...place, byteOrder, quantity }];
      });
      return { unit, cells };
    });
    const byUnit = Map.groupBy(units, ({ unit }) => unit);
    return modbusDevice({
      framing: framingOf(instruments[0]![1], address),
      units: Object.fromEntries([...byUnit].map(([unit, all]) => {
        const cells = all.flatMap(({ cells }) => cells);
        const onWrite = (table: StandInTable, at: number, value: number): void => {
          witness.sees(address, `${unit}/${table}/${at}=${value}`);
        };
        const unsafeAt = (table: StandInTable, at: number): number | undefined => {
          return witness.unsafeAt(address, unit, table, at);
        };
        return [unit, modbusStandIn(cells, onWrite, unsafeAt)];
      })),
    }) as SimulatedDevice as SimulatedDevice<never>;
  },
  lines(parts) {
    const fields = reading(parts, "field").map(([name, plan]) => {
      return [plan.field, parts.quantity(name, plan, plan.field)] as const;
    });
    return linesStandIn(new Map(fields), fastestMs(parts));
  },
  nmea(parts) {
    const fields = reading(parts, "gps").map(([name, plan]) => {
      const { gps: field } = plan;
      const quantity = parts.quantity(name, plan, field, GPS_REACH[field], GPS_TOLERANCE[field]);
      return [field, quantity] as const;
    });
    return gpsStandIn(new Map<GpsField, Quantity>(fields), fastestMs(parts));
  },
};

function reading<K extends PropertyKey>({ channels }: Parts, key: K): Named<ChannelOf<K>> {
  return channels.filter((entry): entry is [string, ChannelOf<K>] => key in entry[1]);
}

/** The period of the fastest of its channels, in ms. */
function fastestMs({ rig, channels }: Parts): number {
  const all = channels.map(([, { everyMs }]) => everyMs ?? rig.everyMs ?? 1_000);
  return Math.min(SPEAKS_MS, ...all);
}

/** Now and then an answer takes a while, but never so long that a point of the grid is missed by it. */
function busy(parts: Parts): () => number {
  const mostMs = Math.min(20, fastestMs(parts) / (4 * Math.max(1, parts.channels.length)));
  const { random } = parts;
  return () => random.next() < 0.9 ? 0 : spread(random, mostMs / 20, mostMs);
}

function placeOf(plan: ChannelPlan): Omit<StandInCell, "byteOrder" | "quantity"> | undefined {
  const type = "type" in plan ? plan.type as ModbusType | undefined ?? "uint16" : "uint16";
  if ("coil" in plan) {
    return { table: "coils", address: protocolAddress("coils", plan.coil), type: undefined };
  }
  if ("discrete" in plan) {
    const address = protocolAddress("discrete-inputs", plan.discrete);
    return { table: "discrete-inputs", address, type: undefined };
  }
  if ("holding" in plan) {
    const address = protocolAddress("holding-registers", plan.holding);
    return { table: "holding-registers", address, type };
  }
  if (!("input" in plan)) return undefined;
  const address = protocolAddress("input-registers", plan.input);
  return { table: "input-registers", address, type };
}

/** As `openModbus()` chooses it. */
export function framingOf(plan: InstrumentPlan, address: string): "tcp" | "rtu" | "ascii" {
  if ("framing" in plan && plan.framing !== undefined) return plan.framing;
  const { kind } = parseAddress(address);
  const isLine = kind === "serial" || kind === "device" || /^ASRL/i.test(address.trim());
  return isLine ? "rtu" : "tcp";
}
