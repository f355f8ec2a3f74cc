import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Random } from "../../contract/random.ts";
import type { ReadoutError } from "../../base/readout_error.ts";
import { printable } from "../../base/printable.ts";
import { seededRandom } from "../../base/seeded_random.ts";
import { Gps } from "../../instrument/nmea.ts";
import { LineDevice } from "../../instrument/lines.ts";
import { ModbusDevice } from "../../instrument/modbus.ts";
import type { ModbusLine } from "../../instrument/modbus_line.ts";
import type { ScpiInstrument } from "../../instrument/scpi.ts";
import { linesAt } from "../../open/connect_lines.ts";
import { modbusLineAt } from "../../open/connect_modbus.ts";
import { gpsAt } from "../../open/connect_nmea.ts";
import { scpiAt } from "../../open/connect_scpi.ts";
import type { ConnectOptions } from "../../open/open_transport.ts";
import { type InstrumentPlan, OF_THE_LINE } from "../instrument_plan.ts";
import type { OpenRigTransport } from "../rig_network.ts";

/** An instrument of any kind. */
export type AnyInstrument = ScpiInstrument | ModbusDevice | Gps | LineDevice;

/** What instruments are made with. */
export interface InstrumentContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly openTransport: OpenRigTransport | undefined;
  /**
   * Whether they are being made safe: then no `init` is sent by which a step would be undone, such as
   * one that switches on. Default: never.
   */
  readonly isMakingSafe?: (() => boolean) | undefined;
}

type ModbusPlan = Extract<InstrumentPlan, { readonly kind: "modbus" }>;
type OneAlone = Exclude<AnyInstrument, ModbusDevice>;

/** A line, and the first of the devices on it. */
interface SharedLine {
  readonly line: ModbusLine;
  readonly name: string;
  readonly plan: ModbusPlan;
}

/**
 * Makes the instruments of plans; nothing is opened. One connects when {@linkcode connect} is called,
 * or when it is first asked. Modbus devices at one address are units on one line, and share its
 * connection.
 *
 * @param report Is told of each plan that cannot be: nobody can be at that address.
 */
export function makeInstruments(
  plans: Readonly<Record<string, InstrumentPlan>>,
  context: InstrumentContext,
  report: (name: string, error: unknown) => void,
): Map<string, AnyInstrument> {
  const made = new Map<string, AnyInstrument>();
  const lines = new Map<string, SharedLine>();
  for (const [name, plan] of Object.entries(plans)) {
    const own = { ...context, random: seededRandom(context.random.next() * 2 ** 32) };
    try {
      made.set(
        name,
        plan.kind === "modbus" ? onItsLine(name, plan, lines, own) : oneAlone(plan, own),
      );
    } catch (error) {
      report(name, error);
    }
  }
  return made;
}

function onItsLine(
  name: string,
  plan: ModbusPlan,
  lines: Map<string, SharedLine>,
  context: InstrumentContext,
): ModbusDevice {
  const { address, replyTimeoutMs, unit, framing, byteOrder } = plan;
  const options = { ...common(plan, context), ...only({ replyTimeoutMs, framing }) };
  const shared = lines.get(address) ??
    { line: modbusLineAt(address, options), name, plan };
  lines.set(address, shared);
  const differs = OF_THE_LINE.find((field) => plan[field] !== shared.plan[field]);
  if (differs !== undefined) {
    const what = `${differs} should be as that of ${printable(shared.name)}, on the same line`;
    throw new TypeError(what);
  }
  return new ModbusDevice(shared.line, { ...options, ...only({ unit, byteOrder }) });
}

function oneAlone(plan: Exclude<InstrumentPlan, ModbusPlan>, context: InstrumentContext): OneAlone {
  const { address, replyTimeoutMs } = plan;
  const { isMakingSafe = () => false } = context;
  const options = common(plan, context);
  switch (plan.kind) {
    case "scpi": {
      const { expectIdn, errors, init } = plan;
      const sendsInit = (): boolean => !isMakingSafe();
      return scpiAt(address, { ...options, replyTimeoutMs, expectIdn, errors, init, sendsInit });
    }
    case "nmea":
      return gpsAt(address, options);
    case "lines":
      return linesAt(address, options);
  }
}

/** What all are opened with. */
function common(
  { address }: InstrumentPlan,
  { clock, random, openTransport: inject }: InstrumentContext,
): { readonly clock: Clock; readonly random: Random } & ConnectOptions {
  const openTransport = inject &&
    ((_: unknown, { signal }: AbortOptions) => inject(address, { signal }));
  return { clock, random, openTransport };
}

/** Connects it. One that talks unasked goes on trying by itself if `absent` is `retry`. */
export async function connect(
  instrument: AnyInstrument,
  absent: "error" | "retry",
  signal: AbortSignal,
): Promise<void> {
  if (instrument instanceof Gps || instrument instanceof LineDevice) {
    await instrument.listener.start({ absent, signal });
  } else {
    await instrument.link.send(new Uint8Array(), { signal }); // connects, and says nothing itself
  }
}

/** Why it could not be connected when that was tried last; `undefined` if it could, or nobody has tried. */
export function faultOf(instrument: AnyInstrument): ReadoutError | undefined {
  return instrument instanceof Gps || instrument instanceof LineDevice
    ? instrument.listener.fault
    : instrument.link.fault;
}

/** How often it has been connected. */
export function connectsOf(instrument: AnyInstrument): number {
  return instrument instanceof Gps || instrument instanceof LineDevice
    ? instrument.listener.stats().connects
    : instrument.link.stats().connects;
}

/** Those properties that are not `undefined`. */
function only<T extends object>(properties: T): T {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined),
  ) as T;
}
