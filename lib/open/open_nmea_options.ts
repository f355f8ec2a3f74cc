import type { ListenerTuning, StartOptions } from "../link/listener_options.ts";
import type { NmeaSentence } from "../protocol/nmea/nmea_sentence.ts";
import type { ConnectOptions } from "./open_transport.ts";

/** How a receiver is opened: its waits are those of a listener. */
export interface OpenNmeaOptions
  extends Omit<ListenerTuning, "checked">, StartOptions, ConnectOptions {
  /** What its channels' names begin with. Default: `"gps"`. */
  readonly name?: string | undefined;
  /** Whether a sentence must have a checksum; a wrong one is always bad. Default: `"required"`. */
  readonly checksum?: "required" | "optional" | undefined;
  /** The longest sentence, in bytes. Default: 128, because some receivers send more than 82. */
  readonly maxBytes?: number | undefined;
  /** Sentences that are sent after each connecting: a receiver that was off forgets its settings. */
  readonly init?: readonly NmeaSentence[] | undefined;
}
