import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Random } from "../../contract/random.ts";
import { Gps } from "../../instrument/nmea.ts";
import { LineDevice } from "../../instrument/lines.ts";
import type { ModbusDevice } from "../../instrument/modbus.ts";
import type { ScpiInstrument } from "../../instrument/scpi.ts";
import { linesAt } from "../../open/connect_lines.ts";
import { modbusAt } from "../../open/connect_modbus.ts";
import { gpsAt } from "../../open/connect_nmea.ts";
import { scpiAt } from "../../open/connect_scpi.ts";
import type { InstrumentPlan } from "../instrument_plan.ts";
import type { OpenRigTransport } from "../rig_network.ts";

/** An instrument of any kind. */
export type AnyInstrument = ScpiInstrument | ModbusDevice | Gps | LineDevice;

/** What instruments are made with. */
export interface InstrumentContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly openTransport: OpenRigTransport | undefined;
}

/**
 * Makes the instrument of a plan; nothing is opened. It connects when {@linkcode connect} is called,
 * or when it is first asked.
 *
 * @throws {TypeError | RangeError} If the plan cannot be: nobody can be at that address.
 */
export function makeInstrument(plan: InstrumentPlan, context: InstrumentContext): AnyInstrument {
  const { address, replyTimeoutMs } = plan;
  const { clock, random } = context;
  const inject = context.openTransport;
  const openTransport = inject &&
    ((_: unknown, { signal }: AbortOptions) => inject(address, { signal }));
  const common = { clock, random, openTransport };
  switch (plan.kind) {
    case "scpi": {
      const { expectIdn, errors, init } = plan;
      return scpiAt(address, { ...common, replyTimeoutMs, expectIdn, errors, init });
    }
    case "modbus": {
      const { unit, framing, byteOrder } = plan;
      return modbusAt(address, {
        ...common,
        ...only({ replyTimeoutMs, unit, framing, byteOrder }),
      });
    }
    case "nmea":
      return gpsAt(address, common);
    case "lines":
      return linesAt(address, common);
  }
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
