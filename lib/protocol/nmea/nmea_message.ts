import type { NmeaSentence } from "./nmea_sentence.ts";
import type { Gga } from "./gga.ts";
import type { Gll } from "./gll.ts";
import type { Gsa } from "./gsa.ts";
import type { Gsv } from "./gsv.ts";
import type { Rmc } from "./rmc.ts";
import type { Vtg } from "./vtg.ts";

/**
 * A message of one kind, and who says it.
 *
 * @typeParam K Its kind.
 * @typeParam M What it says.
 */
export type NmeaSaid<K extends string, M> = M & {
  /** Which sentence it is. */
  readonly kind: K;
  /** Who speaks: `"GP"` a GPS, `"GL"` GLONASS, `"GA"` Galileo, `"GN"` several of them. */
  readonly talker: string;
};

/** A sentence that is none of those known here, such as a proprietary one, as it is. */
export interface NmeaOther {
  /** None of those known. */
  readonly kind: "other";
  /** The sentence. */
  readonly sentence: NmeaSentence;
}

/** What a sentence says. */
export type NmeaMessage =
  | NmeaSaid<"gga", Gga>
  | NmeaSaid<"gll", Gll>
  | NmeaSaid<"gsa", Gsa>
  | NmeaSaid<"gsv", Gsv>
  | NmeaSaid<"rmc", Rmc>
  | NmeaSaid<"vtg", Vtg>
  | NmeaOther;
