import type { AbortOptions } from "../contract/abort_options.ts";

/** Bounds a wait of a producer. */
export interface PushOptions extends AbortOptions {
  /** How long to wait for room (and, with `deliver()`, for the acknowledgement), in ms. Default: 2000. */
  readonly timeoutMs?: number | undefined;
}

/** Bounds a wait of a consumer. */
export interface TakeOptions extends AbortOptions {
  /** How long to wait for an item, in ms. Default: as long as the queue is open. */
  readonly timeoutMs?: number | undefined;
}

/** An item in a consumer's hand. Acknowledge it when it has been dealt with. */
export interface Delivery<T> {
  /** What was pushed. */
  readonly item: T;
  /** Tells the producer that it has been dealt with. */
  ack(): void;
  /** Tells the producer that it has not, and will not be. */
  reject(): void;
}

/** Counts of an outbox. `pushed = delivered + dropped + queued`, always. */
export interface OutboxStats {
  /** Items that producers handed over, dropped ones included. */
  readonly pushed: number;
  /** Items that consumers took. */
  readonly delivered: number;
  /** Of those, acknowledged. */
  readonly acknowledged: number;
  /** Items lost to the overflow rule. */
  readonly dropped: number;
  /** Items in the queue now. */
  readonly queued: number;
  /** Producers waiting for room now. */
  readonly waiting: number;
}
