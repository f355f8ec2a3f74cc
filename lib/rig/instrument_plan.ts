import type { Gps } from "../instrument/nmea.ts";
import type { LineDevice } from "../instrument/lines.ts";
import type { ModbusDevice } from "../instrument/modbus.ts";
import type { ScpiInstrument } from "../instrument/scpi.ts";

/** What each instrument of a rig says. */
export interface InstrumentBase {
  /**
   * A VISA resource string or a URL. Modbus devices at the same address, each with its own `unit`, are
   * on one line, and share its connection: RS-485, or a gateway.
   */
  readonly address: string;
  /**
   * What happens if it is not there at the start: `error` ends the rig; `retry` goes on without it and
   * tries again; `ignore` leaves it out, but ends the rig if something is there that does not answer,
   * or is another; `probe` leaves it out then, too. Default: `retry`.
   */
  readonly startup?: "error" | "retry" | "ignore" | "probe" | undefined;
  /** How long its channels may wait for the first byte of a reply, in ms. Default: 1000. */
  readonly replyTimeoutMs?: number | undefined;
}

/** How an instrument of a rig is opened. */
export type InstrumentPlan = InstrumentBase & InstrumentKindPlan;

/** What an instrument of a rig speaks, and what that takes. */
export type InstrumentKindPlan =
  | {
    readonly kind: "scpi";
    /** What its answer to `*IDN?` must contain. */
    readonly expectIdn?: string | undefined;
    /** When it is asked for errors. Default: `after-set`. */
    readonly errors?: "never" | "after-set" | "after-all" | "batch" | undefined;
    /** Commands sent after each connecting, before the first value; not while it is made safe. */
    readonly init?: readonly string[] | undefined;
  }
  | {
    readonly kind: "modbus";
    /** Its unit. Default: 1. */
    readonly unit?: number | undefined;
    /** Default: by the address. */
    readonly framing?: "tcp" | "rtu" | "ascii" | undefined;
    /** Default: `ABCD`. */
    readonly byteOrder?: "ABCD" | "CDAB" | "BADC" | "DCBA" | undefined;
  }
  | { readonly kind: "nmea" }
  | { readonly kind: "lines" };

/** What belongs to a Modbus line, and so is the same for each device on it. */
export const OF_THE_LINE = ["framing", "startup", "replyTimeoutMs"] as const;

/** The instruments of a running rig, by name; one that is not there (yet) is `undefined`. */
export type OpenInstruments = Readonly<
  Record<string, ScpiInstrument | ModbusDevice | Gps | LineDevice | undefined>
>;
