import type { ChannelPolicies } from "../channel_plan.ts";
import type { InterlockPlan } from "../rig.ts";

/** What is right of an instrument. */
export interface InstrumentDraft {
  readonly kind?: "scpi" | "modbus" | "nmea" | "lines";
  readonly address?: string;
  readonly startup?: string;
  readonly unit?: number;
  readonly framing?: "tcp" | "rtu" | "ascii";
  readonly replyTimeoutMs?: number;
}

/** What is right of a channel. */
export interface ChannelDraft extends Partial<ChannelPolicies> {
  readonly instrument?: string;
  readonly question?: string;
  readonly holding?: number | string;
  readonly input?: number | string;
  readonly coil?: number | string;
  readonly discrete?: number | string;
  readonly type?: string;
  readonly gps?: string;
  readonly field?: string;
  readonly host?: string;
  readonly signal?: string;
  readonly read?: unknown;
}

/** What is right of a step. */
export interface SafeStepDraft {
  readonly name?: string;
  readonly timeoutMs?: number;
  readonly instrument?: string;
  readonly command?: string;
  readonly readBack?: string;
  readonly expect?: string;
  readonly coil?: number | string;
  readonly holding?: number | string;
  readonly run?: unknown;
}

/** Things by their names; one that is no such thing at all is `undefined`. */
export type Named<T> = Readonly<Record<string, T | undefined>>;

/** What is right of a rig: each field that is there can be, for itself. */
export interface RigDraft {
  readonly name?: string;
  readonly instruments?: Named<InstrumentDraft>;
  readonly channels?: Named<ChannelDraft>;
  readonly everyMs?: number;
  readonly interlocks?: Named<Partial<InterlockPlan>>;
  readonly safe?: readonly (SafeStepDraft | undefined)[];
  readonly safeTimeoutMs?: number;
}
