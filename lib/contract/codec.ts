/**
 * What a decoder makes of the bytes received so far.
 *
 * - `more`: nothing complete yet; ask again with more bytes. `expects` tells how long it will be, if
 *   that is known and much, so that the receiver can make room for it at once
 * - `value`: something complete, of the first `usedBytes` bytes; what follows is the next thing's.
 *   If `isView`, the value lies in the bytes themselves: the receiver must not use them again
 * - `bad`: the first `usedBytes` bytes are nothing that this protocol allows
 *
 * @typeParam M What is decoded.
 */
export type Decoded<M> =
  | { readonly kind: "more"; readonly expects?: Expected | undefined }
  | {
    readonly kind: "value";
    readonly value: M;
    readonly usedBytes: number;
    readonly isView?: boolean | undefined;
  }
  | { readonly kind: "bad"; readonly why: string; readonly usedBytes: number };

/** How long something incomplete will be. */
export interface Expected {
  /** From its first byte to its last. */
  readonly sizeBytes: number;
  /** Where its data begin: put at a multiple of 8, numbers of any width can be read in place. */
  readonly dataAt: number;
}

/** What a decoder is told besides the bytes. */
export interface DecodeHints {
  /**
   * The line has been silent for the gap that ends a message, or was closed: nothing follows what
   * is there. For protocols whose messages are ended by silence.
   */
  readonly quiet?: boolean | undefined;
}

/**
 * Turns received bytes into messages. It never waits, never throws on any bytes, never reads beyond
 * what it was given, and gives the same answer however the bytes were cut: `received` always starts
 * where the last answer's `usedBytes` ended. `usedBytes` is at least 1 and at most what was received.
 *
 * @typeParam M What is decoded.
 */
export type Decoder<M> = (received: Uint8Array, hints?: DecodeHints) => Decoded<M>;

/**
 * The client's half of a protocol: a request to bytes, bytes to the reply to that request.
 *
 * @typeParam Q A request.
 * @typeParam R A reply.
 */
export interface Codec<Q, R> {
  /** The bytes of a request. Throws a `RangeError` or `TypeError` if it cannot be sent safely. */
  encode(request: Q): Uint8Array;
  /** Makes the decoder of the reply to a request. */
  decoder(request: Q): Decoder<R>;
  /**
   * Whether a reply is to this request, for protocols whose messages carry an id. One that is not
   * is a late reply to an earlier request, and is dropped.
   */
  isReplyTo?(reply: R, request: Q): boolean;
}

/**
 * The device's half of the same protocol, for simulators: bytes to a request, a reply to bytes.
 *
 * @typeParam Q A request.
 * @typeParam R A reply.
 */
export interface DeviceCodec<Q, R> {
  /** Decodes a request. */
  readonly decode: Decoder<Q>;
  /** The bytes of the reply to a request. */
  encode(reply: R, request: Q): Uint8Array;
}
