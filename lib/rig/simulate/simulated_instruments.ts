import type { Random } from "../../contract/random.ts";
import { protocolAddress } from "../../instrument/modbus_address.ts";
import type { ModbusType } from "../../instrument/modbus_format.ts";
import { parseAddress } from "../../instrument/parse_address.ts";
import { modbusDevice } from "../../simulator/modbus/modbus_device.ts";
import type { SimulatedDevice } from "../../simulator/simulated_device.ts";
import type { ChannelPlan, GpsField } from "../channel_plan.ts";
import type { InstrumentPlan } from "../instrument_plan.ts";
import type { Rig } from "../rig.ts";
import { bandOf } from "./band.ts";
import { GPS_REACH, GPS_TOLERANCE, gpsStandIn } from "./device/gps_stand_in.ts";
import { linesStandIn } from "./device/lines_stand_in.ts";
import {
  modbusStandIn,
  reachOf,
  type StandInCell,
  type StandInTable,
} from "./device/modbus_stand_in.ts";
import { scpiStandIn } from "./device/scpi_stand_in.ts";
import { Quantity } from "./quantity.ts";
import type { SafeWitness } from "./check/safe_witness.ts";
import { type Seeds, spread } from "./seeds.ts";

/** The longest silence of a device that talks unasked, in ms. */
const SPEAKS_MS = 2_000;
/** How long what was said may be on its way, in ms: held back, late, and in pieces. */
const EARLIER_MS = 20_000;

/** What instruments are made with. */
export interface InstrumentsContext {
  readonly rig: Rig;
  readonly seeds: Seeds;
  readonly witness: SafeWitness;
}

/** What a channel of an instrument reads. */
export interface Measured {
  readonly quantity: Quantity;
  /** How far a value may be from what was said. */
  readonly tolerance: number;
  readonly earlierMs: number;
}

/** The instruments of a rig at one address: one device, that answers what the rig asks of it. */
export interface StandIn {
  readonly address: string;
  readonly kind: InstrumentPlan["kind"];
  readonly isTcp: boolean;
  /** How long a reply may take, in ms. */
  readonly replyTimeoutMs: number;
  readonly device: SimulatedDevice<never>;
  /** What it measures, by the names of the channels. */
  readonly measured: ReadonlyMap<string, Measured>;
}

type Named<P> = readonly (readonly [name: string, plan: P])[];
type ChannelOf<K extends PropertyKey> = Extract<ChannelPlan, { readonly [k in K]: unknown }>;

/**
 * Makes what stands in for the instruments of a rig, one device for each address.
 *
 * @throws {TypeError} If instruments of two kinds are at one address, or an address is none.
 */
export function standIns(context: InstrumentsContext): StandIn[] {
  const byAddress = Map.groupBy(
    Object.entries<InstrumentPlan>(context.rig.instruments ?? {}),
    ([, { address }]) => address,
  );
  return [...byAddress].map(([address, instruments]) => standIn(address, instruments, context));
}

function standIn(
  address: string,
  instruments: Named<InstrumentPlan>,
  context: InstrumentsContext,
): StandIn {
  const { rig, seeds } = context;
  const [, first] = instruments[0]!;
  const { kind } = first;
  if (instruments.some(([, plan]) => plan.kind !== kind)) {
    const names = instruments.map(([name]) => name).join(" and ");
    throw new TypeError(
      `Cannot simulate ${names}: they are of two kinds, and at one address, ${address}`,
    );
  }
  const names = new Set(instruments.map(([name]) => name));
  const channels = Object.entries(rig.channels).filter(([, plan]) => {
    return "instrument" in plan && names.has(plan.instrument);
  });
  const measured = new Map<string, Measured>();
  const shared = new Map<string, Quantity>();
  const parts: Parts = {
    ...{ context, address, instruments, channels, random: seeds.of("device", address) },
    quantity(name, plan, key, reach, tolerance = 0) {
      let quantity = shared.get(key);
      if (quantity === undefined) {
        quantity = new Quantity(bandOf(name, plan, rig, reach), seeds.of("value", address, key));
        shared.set(key, quantity);
      }
      // What talks unasked may be heard late.
      const earlierMs = kind === "lines" || kind === "nmea" ? EARLIER_MS : 0;
      measured.set(name, { quantity, tolerance, earlierMs });
      return quantity;
    },
  };
  const isTcp = kind !== "modbus" || framingOf(first, address) === "tcp";
  const usualMs = isTcp ? 1_000 : 500;
  const replyTimeoutMs = Math.min(...instruments.map(([, it]) => it.replyTimeoutMs ?? usualMs));
  const device = MAKE[kind](parts);
  return { address, kind, isTcp, replyTimeoutMs, measured, device };
}

interface Parts {
  readonly context: InstrumentsContext;
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

const MAKE: Readonly<Record<InstrumentPlan["kind"], (parts: Parts) => SimulatedDevice<never>>> = {
  scpi(parts) {
    const { context: { witness }, address, instruments } = parts;
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
    const { context: { witness }, address, instruments, channels } = parts;
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
        return [unit, modbusStandIn(cells, onWrite)];
      })),
    }) as SimulatedDevice as SimulatedDevice<never>;
  },
  lines(parts) {
    const fields = reading(parts, "field").map(([name, plan]) => {
      return [plan.field, parts.quantity(name, plan, plan.field)] as const;
    });
    return linesStandIn(new Map(fields), speaksMs(parts));
  },
  nmea(parts) {
    const fields = reading(parts, "gps").map(([name, plan]) => {
      const { gps: field } = plan;
      const quantity = parts.quantity(name, plan, field, GPS_REACH[field], GPS_TOLERANCE[field]);
      return [field, quantity] as const;
    });
    return gpsStandIn(new Map<GpsField, Quantity>(fields), speaksMs(parts));
  },
};

function reading<K extends PropertyKey>({ channels }: Parts, key: K): Named<ChannelOf<K>> {
  return channels.filter((entry): entry is [string, ChannelOf<K>] => key in entry[1]);
}

/** The period of the fastest of its channels, in ms. */
function fastestMs({ context: { rig }, channels }: Parts): number {
  const all = channels.map(([, { everyMs }]) => everyMs ?? rig.everyMs ?? 1_000);
  return Math.min(SPEAKS_MS, ...all);
}

function speaksMs(parts: Parts): number {
  return fastestMs(parts);
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
function framingOf(plan: InstrumentPlan, address: string): "tcp" | "rtu" | "ascii" {
  if ("framing" in plan && plan.framing !== undefined) return plan.framing;
  const { kind } = parseAddress(address);
  const isLine = kind === "serial" || kind === "device" || /^ASRL/i.test(address.trim());
  return isLine ? "rtu" : "tcp";
}
