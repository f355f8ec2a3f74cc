import type { SimulatedDevice } from "../../simulator/simulated_device.ts";
import type { InstrumentPlan } from "../instrument_plan.ts";
import type { Rig } from "../rig.ts";
import { bandOf } from "./band.ts";
import type { SafeWitness } from "./check/safe_witness.ts";
import { framingOf, type Named, type Parts, STAND_INS } from "./device/stand_ins.ts";
import { Quantity } from "./quantity.ts";
import type { Seeds } from "./seeds.ts";

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
  const { rig, seeds, witness } = context;
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
    ...{ rig, witness, address, instruments, channels, random: seeds.of("device", address) },
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
  const device = STAND_INS[kind](parts);
  return { address, kind, isTcp, replyTimeoutMs, measured, device };
}
