import type { Decoder } from "../../contract/codec.ts";

/**
 * A way to tell where a message begins and ends in a stream of bytes, both halves of it.
 *
 * Its payloads are copies: they stay as they are when the received bytes are gone. It remembers
 * nothing from one answer to the next, so one framing serves any number of connections; for the
 * same reason, what is left of a frame after `bad` may look like a frame. A connection that was
 * joined in the middle, or lost bytes, can be trusted again after a silence, or after a checksum
 * that fits (`withChecksum()`).
 *
 * Framings are functions, so they compose: `startingWith(mark, withChecksum(fixedLength(6), …))`.
 */
export interface Framing {
  /**
   * The bytes of a frame with this payload.
   *
   * @throws {RangeError} If a receiver would not read this payload from it.
   */
  encode(payload: Uint8Array): Uint8Array;
  /** Finds the next payload. */
  readonly decode: Decoder<Uint8Array>;
}

/** What every framing can be told. */
export interface FramingOptions {
  /** The longest payload, in bytes: an integer >= 1. What is longer is bad. Default: 65,536. */
  readonly maxBytes?: number | undefined;
}
