import type { AbortOptions } from "../contract/abort_options.ts";
import type { Channel } from "../contract/channel.ts";
import type { Listener } from "../link/listener.ts";
import type { ListenOptions, NextOptions } from "../link/listener_options.ts";
import type { Listening } from "../link/listener_queue.ts";
import { encodeSentence } from "../protocol/nmea/encode_sentence.ts";
import type { NmeaMessage } from "../protocol/nmea/nmea_message.ts";
import type { NmeaSentence } from "../protocol/nmea/nmea_sentence.ts";
import type { PositionMode } from "../protocol/nmea/status_field.ts";
import { HeardChannel, type HeardChannelOptions } from "./heard_channel.ts";
import {
  ALTITUDE_M,
  COURSE_DEG,
  FIX,
  type GpsFix,
  type GpsPosition,
  HDOP,
  LATITUDE_DEG,
  LONGITUDE_DEG,
  POSITION,
  QUALITY,
  SATELLITES,
  SPEED,
  UTC,
} from "./nmea_fields.ts";
import { type Finders, inBestOf } from "./nmea_find.ts";

/** How a {@linkcode Gps} is named, and what it sends. */
export interface GpsOptions {
  /** What its channels' names begin with. Default: `"gps"`, so that there is `gps.position`. */
  readonly name?: string | undefined;
  /** The longest sentence that it may be sent, in bytes. Default: 82, as the standard says. */
  readonly maxBytes?: number | undefined;
}

/** A channel of a receiver. */
export type GpsChannelOptions = Partial<Omit<HeardChannelOptions, "unit">>;

/**
 * A receiver of satellite navigation, in a user's hand: what it says as channels, and in a loop.
 *
 * A read waits for the next sentence that has its value, unless `maxAgeMs` lets an earlier one do.
 * Several sentences may tell the same; a channel keeps to the best kind that the receiver sends it
 * in, whoever speaks (`GP`, `GN`, `GL`, `GA` …). No position, and an empty field, are bad readings
 * (`sensor-fail`, code `value.invalid`), never 0. A position by dead reckoning is uncertain (`held`),
 * one that was entered or simulated too (`substituted`).
 *
 * Codes: those of {@linkcode Listener}, and `value.invalid`.
 */
export class Gps implements AsyncDisposable {
  /** Its connection: counts, and everything that is heard, faults too, as data. */
  readonly listener: Listener<NmeaMessage>;
  readonly #options: GpsOptions;

  /** Puts a receiver on a listener. */
  constructor(listener: Listener<NmeaMessage>, options: GpsOptions = {}) {
    this.listener = listener;
    this.#options = options;
  }

  /** Latitude and longitude, in degrees: north and east are positive. */
  position(options?: GpsChannelOptions): Channel<GpsPosition> {
    return this.#channel("position", "", POSITION, options);
  }

  /** Latitude in degrees; north is positive. */
  latitude(options?: GpsChannelOptions): Channel<number> {
    return this.#channel("latitude", "\u00b0", LATITUDE_DEG, options);
  }

  /** Longitude in degrees; east is positive. */
  longitude(options?: GpsChannelOptions): Channel<number> {
    return this.#channel("longitude", "\u00b0", LONGITUDE_DEG, options);
  }

  /** Height above mean sea level, in m. */
  altitude(options?: GpsChannelOptions): Channel<number> {
    return this.#channel("altitude", "m", ALTITUDE_M, options);
  }

  /** Speed over ground, in m/s. */
  speed(options?: GpsChannelOptions): Channel<number> {
    return this.#channel("speed", "m/s", SPEED, options);
  }

  /** Course over ground from true north, in degrees. At rest, many receivers do not know it. */
  course(options?: GpsChannelOptions): Channel<number> {
    return this.#channel("course", "\u00b0", COURSE_DEG, options);
  }

  /** UTC as ISO 8601, such as `2026-11-22T12:30:00.000Z`; by the receiver's own clock it is `held`. */
  utc(options?: GpsChannelOptions): Channel<string> {
    return this.#channel("utc", "", UTC, options);
  }

  /** What was found: nothing, or a position in two or three dimensions. */
  fix(options?: GpsChannelOptions): Channel<GpsFix> {
    return this.#channel("fix", "", FIX, options);
  }

  /** How the position was found: not at all, by satellites alone, with corrections … */
  quality(options?: GpsChannelOptions): Channel<PositionMode> {
    return this.#channel("quality", "", QUALITY, options);
  }

  /** How many satellites are used. */
  satellites(options?: GpsChannelOptions): Channel<number> {
    return this.#channel("satellites", "", SATELLITES, options);
  }

  /** Horizontal dilution of precision. */
  hdop(options?: GpsChannelOptions): Channel<number> {
    return this.#channel("hdop", "", HDOP, options);
  }

  /**
   * Gives every message from now on, in a loop, proprietary ones too (`kind: "other"`). It rejects
   * when the receiver is silent for too long, and ends quietly by `break`, its signal, or when the
   * receiver is closed.
   *
   * @param options The bound of its queue, and what happens when it is full: no default.
   */
  messages(options: ListenOptions): Listening<NmeaMessage> {
    return this.listener.messages(options);
  }

  /** Waits for the next message that is wanted; one that came before does not count. */
  async next(
    isWanted?: (message: NmeaMessage) => boolean,
    options?: NextOptions,
  ): Promise<NmeaMessage> {
    return (await this.listener.next(isWanted, options)).message;
  }

  /** Sends a sentence, such as a maker's own command. */
  async send(sentence: NmeaSentence, options: AbortOptions = {}): Promise<void> {
    await this.listener.send(encodeSentence(sentence, this.#options), options);
  }

  /** Closes its connection: loops end, reads reject. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.listener[Symbol.asyncDispose]();
  }

  #channel<T extends NonNullable<unknown>>(
    what: string,
    unit: string,
    finders: Finders<T>,
    { name, ...waits }: GpsChannelOptions = {},
  ): Channel<T> {
    const { name: prefix = "gps" } = this.#options;
    const options = { ...waits, unit, name: name ?? `${prefix}.${what}` };
    return new HeardChannel(this.listener, inBestOf(finders), options);
  }
}
