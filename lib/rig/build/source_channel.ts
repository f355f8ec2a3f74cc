import type { Channel } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import { nearestWord } from "../../base/nearest_word.ts";
import { printable } from "../../base/printable.ts";
import { channel } from "../../channel/channel.ts";
import { Gps } from "../../instrument/nmea.ts";
import { LineDevice } from "../../instrument/lines.ts";
import { ModbusDevice } from "../../instrument/modbus.ts";
import type { ModbusType } from "../../instrument/modbus_format.ts";
import { ScpiInstrument } from "../../instrument/scpi.ts";
import type { Host } from "../../source/host/open_host.ts";
import { signal, type Signals } from "../../source/signal/signal.ts";
import type { ChannelPlan } from "../channel_plan.ts";
import type { AnyInstrument } from "./made_instrument.ts";
import { converted } from "./converted.ts";

/** What channels are made of. */
export interface SourceContext {
  readonly clock: Clock;
  readonly instruments: ReadonlyMap<string, AnyInstrument>;
  /** This computer's sensors. */
  readonly host: () => Host;
}

/** A value of a channel of a rig. */
export type RigValue = number | string | boolean;

/**
 * The channel that a plan reads, without its policies. Making it asks nobody.
 *
 * @throws {TypeError | RangeError} If the plan cannot be.
 */
export function sourceChannel(
  name: string,
  plan: ChannelPlan,
  periodMs: number,
  context: SourceContext,
): Channel<RigValue> {
  const { unit = "" } = plan;
  if ("read" in plan) return channel(name, unit, plan.read, { clock: context.clock });
  if ("signal" in plan) return signalNamed(plan.signal)({ name, unit, clock: context.clock });
  if ("host" in plan) return hostChannel(name, plan.host, plan.unit, context.host());
  const instrument = context.instruments.get(plan.instrument);
  if (instrument === undefined) {
    const known = [...context.instruments.keys()];
    throw new TypeError(`there is no instrument ${nameWithHint(plan.instrument, known)}`);
  }
  const options = { name, unit };
  if ("question" in plan) {
    return one(instrument, ScpiInstrument, plan.instrument, "scpi").number(plan.question, options);
  }
  if ("gps" in plan) {
    return one(instrument, Gps, plan.instrument, "nmea")[plan.gps]({ name, maxAgeMs: periodMs });
  }
  if ("field" in plan) {
    return one(instrument, LineDevice, plan.instrument, "lines")
      .number(plan.field, { ...options, maxAgeMs: periodMs });
  }
  const device = one(instrument, ModbusDevice, plan.instrument, "modbus");
  if ("coil" in plan) return device.coil(plan.coil, options);
  if ("discrete" in plan) return device.discrete(plan.discrete, options);
  refuseWide(plan.type);
  const registers = { ...options, type: (plan.type ?? "uint16") as "uint16" };
  return "holding" in plan
    ? device.holding(plan.holding, registers)
    : device.input(plan.input, registers);
}

/** A number that a `Reading<number>` cannot hold, and a text whose length the plan does not tell. */
function refuseWide(type: ModbusType | undefined): void { // of a program without types
  if (type !== "int64" && type !== "uint64" && type !== "text") return;
  throw new TypeError(
    `type should be one whose values are numbers, not ${type}; a "read" of your own can do it`,
  );
}

function one<C extends AnyInstrument>(
  instrument: AnyInstrument,
  wanted: new (...args: never[]) => C,
  name: string,
  kind: string,
): C {
  if (instrument instanceof wanted) return instrument;
  throw new TypeError(`instrument ${printable(name)} should be of kind ${kind} for this`);
}

function signalNamed(name: string): Signals["sine"] {
  if (Object.hasOwn(signal, name)) return signal[name as "sine"];
  throw new TypeError(`there is no signal ${nameWithHint(name, Object.keys(signal))}`);
}

function hostChannel(
  name: string,
  sensor: string,
  unit: string | undefined,
  host: Host,
): Channel<RigValue> {
  const all: readonly Channel<RigValue>[] = host.channels();
  const found = all.find((channel) => channel.name === sensor);
  if (found) return converted(found, { name, unit: unit ?? found.unit });
  const known = all.map((channel) => channel.name);
  throw new TypeError(`this computer has no sensor ${nameWithHint(sensor, known)}`);
}

/** `"dmn" (did you mean "dmm"?)` */
export function nameWithHint(name: string, known: readonly string[]): string {
  const nearest = nearestWord(name, known);
  const hint = nearest === undefined ? "" : ` (did you mean "${printable(nearest)}"?)`;
  return `"${printable(name, 80)}"${hint}`;
}
