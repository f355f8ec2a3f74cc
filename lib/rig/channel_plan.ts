import type { ModbusAddress } from "../instrument/modbus_address.ts";
import type { Reader } from "../contract/channel.ts";

/** What is read for a channel, and where. */
export type ChannelSource<I extends string> =
  /** A question to a SCPI instrument that is answered by a number. */
  | { readonly instrument: I; readonly question: string }
  /** Registers and bits of a Modbus device. */
  | ({ readonly instrument: I } & ModbusPlace)
  /** A field of what a receiver of satellite navigation says. */
  | { readonly instrument: I; readonly gps: GpsField }
  /** A number in what a device prints, as `t` in `t=21.4;h=40`. */
  | { readonly instrument: I; readonly field: string }
  /** A sensor of this computer, such as `cpu`. */
  | { readonly host: string }
  /** A generated signal, such as `sine`. */
  | { readonly signal: string }
  /**
   * A reader of your own; only in TypeScript. A call of it that goes on for more than a minute after
   * `call.signal` has aborted is given up, and it is called anew: but three such calls at the most may
   * be alive.
   */
  | { readonly read: Reader<number | string | boolean> };

/** A place in a Modbus device; in registers, what they hold. Default: `uint16`. */
export type ModbusPlace =
  | {
    readonly holding: ModbusAddress<"holding-registers">;
    readonly type?: RegisterType | undefined;
  }
  | { readonly input: ModbusAddress<"input-registers">; readonly type?: RegisterType | undefined }
  | { readonly coil: ModbusAddress<"coils"> }
  | { readonly discrete: ModbusAddress<"discrete-inputs"> };

/** What registers of a channel can hold: what becomes a number, or true and false. */
export type RegisterType =
  | "uint16"
  | "int16"
  | "uint32"
  | "int32"
  | "float32"
  | "float64"
  | "bool";

/** What a receiver of satellite navigation tells. */
export type GpsField = "latitude" | "longitude" | "altitude" | "speed" | "course" | "satellites";

/** A channel of a rig. */
export type ChannelPlan<I extends string = string> = ChannelSource<I> & ChannelPolicies;

/** How a channel of a rig is read, whatever it reads. */
export interface ChannelPolicies {
  /** The unit of its values. Default: that of the source, or none. */
  readonly unit?: string | undefined;
  /** How often it is read, in ms. Default: the rig's. */
  readonly everyMs?: number | undefined;
  /** The budget of a read, all that follows included, in ms. Default: 4000. */
  readonly timeoutMs?: number | undefined;
  /** Multiplies what is read; then `offset` is added. Default: 1. */
  readonly scale?: number | undefined;
  /** Is added, in the unit of the channel. Default: 0. */
  readonly offset?: number | undefined;
  /** How often a read that failed is repeated. Default: not at all. */
  readonly retry?: { readonly max?: number | undefined } | undefined;
  /** The channel of this rig that stands in for it. */
  readonly backup?: string | undefined;
  /** What it says while it cannot measure. Default: nothing. */
  readonly hold?: {
    readonly by?: "hold" | "trend" | undefined;
    readonly maxAgeMs?: number | undefined;
    readonly maxUncertainty?: number | undefined;
    readonly maxRatePerS?: number | undefined;
  } | undefined;
  /** Whether a read that fails for good ends the rig, through its safe sequence. Default: no. */
  readonly critical?: boolean | undefined;
  /** What its values have to be, and what is an alarm; only for numbers. */
  readonly limits?: LimitsPlan | undefined;
  /** After how long without a measurement it is stale, in ms. Default: 3 periods, at least 1 s. */
  readonly staleAfterMs?: number | undefined;
}

/** What the values of a channel have to be, and what is an alarm. */
export interface LimitsPlan {
  /** The lowest and the highest value that can be, in the channel's unit. */
  readonly range?: readonly [low: number, high: number] | undefined;
  /** The fastest that it can change, in its unit a second. */
  readonly maxRatePerS?: number | undefined;
  /** How long it may stay the same, in ms, give or take the deadband in its unit. */
  readonly stuck?:
    | { readonly afterMs: number; readonly deadband?: number | undefined }
    | undefined;
  /** Reads twice; values further apart than this, in its unit, are not believed. */
  readonly readTwice?: { readonly within: number } | undefined;
  /** What is an alarm, or a warning: latched until it has been acknowledged and is over. */
  readonly alarm?: {
    /** An alarm from here on upwards. */
    readonly high?: number | undefined;
    /** A warning from here on upwards. */
    readonly highWarning?: number | undefined;
    /** A warning from here on downwards. */
    readonly lowWarning?: number | undefined;
    /** An alarm from here on downwards. */
    readonly low?: number | undefined;
    /** How far inside a limit a value has to come back, in its unit. Default: 0. */
    readonly hysteresis?: number | undefined;
    /** How long something has to be wrong, in ms. Default: 0. */
    readonly delayMs?: number | undefined;
  } | undefined;
}
