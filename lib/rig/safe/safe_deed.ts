import type { WritableChannel } from "../../contract/writable_channel.ts";
import type { AbortOptions } from "../../contract/abort_options.ts";
import { printable } from "../../base/printable.ts";
import { ReadoutError } from "../../base/readout_error.ts";
import { ModbusDevice } from "../../instrument/modbus.ts";
import { ScpiInstrument } from "../../instrument/scpi.ts";
import type { Link } from "../../link/link.ts";
import type { OpenInstruments } from "../instrument_plan.ts";
import type { SafeStep } from "../safe_step.ts";

/** A step on an instrument. */
export type InstrumentStep = Extract<SafeStep, { readonly instrument: string }>;

/** How something is brought about, and how it is seen that it is so. */
export interface SafeDeed {
  readonly link: Link;
  /** Ends all pauses after failures. */
  readonly retryNow: () => void;
  /** Says how it should be; resolves when the instrument has taken it. */
  readonly say: (options: AbortOptions) => Promise<void>;
  /** Looks how it is: resolves with how it differs. `undefined` if that cannot be seen. */
  readonly look: ((options: AbortOptions) => Promise<ReadoutError | undefined>) | undefined;
}

/**
 * What a step is, on the instrument that it names.
 *
 * @throws {ReadoutError} `link.closed` if there is no such instrument.
 */
export function safeDeed(step: InstrumentStep, instruments: OpenInstruments): SafeDeed {
  const instrument = instruments[step.instrument];
  if ("command" in step) {
    if (instrument instanceof ScpiInstrument) return scpiDeed(step, instrument);
    throw missing(step, "SCPI instrument");
  }
  if (instrument instanceof ModbusDevice) return modbusDeed(step, instrument);
  throw missing(step, "Modbus device");
}

function scpiDeed(
  step: Extract<InstrumentStep, { readonly command: string }>,
  instrument: ScpiInstrument,
): SafeDeed {
  const { link } = instrument;
  const { command, readBack, expect } = step;
  return {
    link,
    retryNow: () => link.retryNow(),
    say: async ({ signal }) => void await instrument.write(command, { signal, urgent: true }),
    look: readBack === undefined ? undefined : async ({ signal }) => {
      const answer = (await instrument.query(readBack, { signal, urgent: true })).trim();
      if (expect === undefined || answer === expect) return undefined;
      const is = `after ${printable(command)} it answers "${printable(answer, 60)}" to ` +
        `${printable(readBack)}, not "${printable(expect)}"`;
      return refused(step, link, is);
    },
  };
}

function modbusDeed(
  step: Exclude<InstrumentStep, { readonly command: string }>,
  device: ModbusDevice,
): SafeDeed {
  const options = { name: step.name, writable: true } as const;
  return "coil" in step
    ? placeDeed(step, device, device.coil(step.coil, options), step.value)
    : placeDeed(step, device, device.holding(step.holding, options), step.value);
}

function placeDeed<T>(
  step: InstrumentStep,
  device: ModbusDevice,
  place: WritableChannel<T>,
  value: T,
): SafeDeed {
  const { link } = device;
  return {
    link,
    retryNow: () => {
      link.retryNow();
      device.retryNow();
    },
    say: async ({ signal }) => void await place.write(value, { signal }),
    look: async ({ signal }) => {
      const { value: is } = await place.read({ signal });
      return is === value ? undefined : refused(step, link, `it is ${is}, not ${value}`);
    },
  };
}

function refused(step: InstrumentStep, { address }: Link, is: string): ReadoutError {
  const text = `Cannot do "${printable(step.name)}": ${is}`;
  return new ReadoutError("device.refused", text, { address });
}

function missing(step: InstrumentStep, what: string): ReadoutError {
  const text = `Cannot do "${printable(step.name)}": ${printable(step.instrument)} is not there, ` +
    `or is no ${what}`;
  return new ReadoutError("link.closed", text);
}
