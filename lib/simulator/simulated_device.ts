import type { Decoder } from "../contract/codec.ts";

/** A moment, as a clock tells it. */
export interface Moment {
  /** Monotonic time in ms. Only differences mean anything. */
  readonly nowMs: number;
  /** Milliseconds since the Unix epoch. */
  readonly wallMs: number;
}

/** What a device makes of a request. */
export interface DeviceAnswer {
  /** Its reply, whole; none if it says nothing. */
  readonly reply?: Uint8Array | undefined;
  /** How long it is busy before it replies, in ms. Default: 0. */
  readonly busyMs?: number | undefined;
}

/** What a device says unasked. */
export interface DeviceSpeech {
  /** Its messages, one after another. */
  readonly messages: readonly Uint8Array[];
  /** When it speaks again, in ms from now: more than 0. */
  readonly againMs: number;
}

/**
 * A simulated device: a state machine that is told the time. It never waits; `serve()` waits for it.
 *
 * Several clients may be served at once by the same one: what is kept is the device's, and what a
 * client has half sent is kept by who serves.
 *
 * @typeParam Q A request, as it finds it.
 */
export interface SimulatedDevice<Q = unknown> {
  /** What it is, such as `multimeter`. */
  readonly name: string;
  /** Finds requests in what was received. */
  readonly decode: Decoder<Q>;
  /** After how long a silence, in ms, what was received is all of it. Default: never. */
  readonly quietMs?: number | undefined;
  /** Carries out a request. */
  answer(request: Q, at: Moment): DeviceAnswer;
  /** Is told of bytes that are no request. */
  garbled?(why: string, at: Moment): void;
  /** Speaks unasked, if it does: each client that connects hears it at once, and then again. */
  speak?(at: Moment): DeviceSpeech;
  /** The same reply as another device on the line would send it, if replies name who sends them. */
  asAnother?(reply: Uint8Array): Uint8Array;
}
