import type { ModbusAddress } from "../instrument/modbus_address.ts";
import type { OpenInstruments } from "./instrument_plan.ts";

/** One step of a safe sequence. */
export type SafeStep<I extends string = string> = SafeStepBase & SafeAction<I>;

/** What each step says. */
export interface SafeStepBase {
  /** What it does, for people: `heater off`. */
  readonly name: string;
  /** How long it may take, in ms. Default: 2000. */
  readonly timeoutMs?: number | undefined;
}

/** What a step does. */
export type SafeAction<I extends string> =
  /** Sends a command to a SCPI instrument, and may look whether it was done. */
  | {
    readonly instrument: I;
    readonly command: string;
    /** A question that shows it, such as `OUTP?`. Without one, the device taking it is all that is known. */
    readonly readBack?: string | undefined;
    /** What its answer must be, such as `0`. */
    readonly expect?: string | undefined;
  }
  /** Writes a coil or a holding register of a Modbus device, and reads it back. */
  | { readonly instrument: I; readonly coil: ModbusAddress<"coils">; readonly value: boolean }
  | {
    readonly instrument: I;
    readonly holding: ModbusAddress<"holding-registers">;
    readonly value: number;
  }
  /** Anything; only in TypeScript. */
  | { readonly run: (call: SafeCall) => void | PromiseLike<void> };

/** What a step of your own is given. */
export interface SafeCall {
  /** Aborts when its time is over. */
  readonly signal: AbortSignal;
  /** What is open. */
  readonly instruments: OpenInstruments;
}
