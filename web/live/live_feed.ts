import type { Clock } from "../../lib/contract/clock.ts";
import type { History } from "../../lib/sink/memory/history.ts";
import type { Subscription } from "../../lib/sink/broadcast/subscription.ts";
import type { RunIds } from "./live_position.ts";
import { Broadcast } from "../../lib/sink/broadcast/broadcast.ts";
import type { WireRig } from "../wire.ts";
import { PING, readingsEvent, rigEvent } from "./live_event.ts";

/** The longest that a reading waits for others to travel with it. */
const FLUSH_MS = 100;
const PING_MS = 15_000;
/** Most readings of one event: with the longest texts they fit into an empty queue. */
const BATCH = 64;
/** The most that waits for one viewer. */
const QUEUE_BYTES = 256 * 1024;

const ENCODER = new TextEncoder();

/** A part of the stream, the same for all viewers: the readings after one id up to another. */
export interface Piece {
  /** The id before the first. */
  readonly afterId: number;
  /** The id of the last. */
  readonly lastId: number;
  /** The event; `""` if there is nothing left to tell. */
  readonly text: string;
}

/** How a rig is: made when somebody wants it, and once for all. */
export class RigNews {
  readonly #make: () => WireRig;
  #rig: WireRig | undefined;
  #bytes: Uint8Array<ArrayBuffer> | undefined;

  constructor(make: () => WireRig) {
    this.#make = make;
  }

  get rig(): WireRig {
    return this.#rig ??= this.#make();
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes ??= ENCODER.encode(rigEvent(JSON.stringify(this.rig)));
  }
}

/** A piece as bytes. */
export function encodePiece({ text }: Piece): Uint8Array<ArrayBuffer> {
  return ENCODER.encode(text);
}

/**
 * Sends the readings that arrive in a history to all viewers at once, batched and encoded once.
 * Has no timer unless somebody is there.
 */
export class LiveFeed implements Disposable {
  readonly ids: RunIds;
  readonly history: History<string>;
  /** Readings that viewers were told they have lost, over all of them. */
  lostReadings = 0;
  /** How the rig is now. A viewer is told the newest alone, however slow it is. */
  rig: RigNews | undefined;
  readonly #clock: Clock;
  readonly #broadcast = new Broadcast<Piece>(encodePiece);
  #flushedId = 0;
  #flushedRig: RigNews | undefined;
  #cancelFlush: (() => void) | undefined;
  #cancelPing: (() => void) | undefined;

  constructor(history: History<string>, ids: RunIds, clock: Clock) {
    this.history = history;
    this.ids = ids;
    this.#clock = clock;
  }

  /** Bytes that wait for viewers. */
  get queuedBytes(): number {
    return this.#broadcast.stats().queuedBytes;
  }

  /** A reading has arrived. */
  push(reading: string): void {
    this.history.push(reading);
    this.#flushSoon();
  }

  /** The rig has changed. */
  tellRig(make: () => WireRig): void {
    this.rig = new RigNews(make);
    this.#flushSoon();
  }

  /** What the history has after an id, as one event; `undefined` if nothing is newer. */
  after(id: number): Piece | undefined {
    const { firstId, lastId, readings } = this.history.since(id, BATCH);
    if (lastId <= id) return undefined;
    const text = readings.length === 0 ? "" : readingsEvent(this.ids.format(lastId), readings);
    return { afterId: firstId - 1, lastId, text };
  }

  /** Adds a viewer who has seen all that is in the history: it gets what arrives from now on. */
  join(): Subscription<Piece> {
    if (this.#broadcast.subscribers === 0) this.#flushedId = this.history.lastId;
    else this.#flush();
    this.#cancelPing ??= this.#clock.timer(PING_MS, () => this.#ping());
    return this.#broadcast.subscribe({ maxBytes: QUEUE_BYTES, overflow: "drop-oldest" });
  }

  /** Lets a viewer go. With the last one, the timers stop. */
  leave(subscription: Subscription<Piece>): void {
    subscription[Symbol.dispose]();
    if (this.#broadcast.subscribers === 0) this.#rest();
  }

  /** Ends all viewers' streams. */
  [Symbol.dispose](): void {
    this.#broadcast.close();
    this.#rest();
  }

  #flushSoon(): void {
    if (this.#broadcast.subscribers === 0) return;
    this.#cancelFlush ??= this.#clock.timer(FLUSH_MS, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    if (this.#flushedRig !== this.rig) this.#publish(""); // viewers look what is new of the rig
    this.#flushedRig = this.rig;
    for (let piece = this.after(this.#flushedId); piece; piece = this.after(this.#flushedId)) {
      this.#flushedId = piece.lastId;
      this.#broadcast.publish(piece);
    }
  }

  #ping(): void {
    this.#cancelPing = this.#clock.timer(PING_MS, () => this.#ping());
    this.#publish(PING);
  }

  /** Something that is no reading. */
  #publish(text: string): void {
    this.#broadcast.publish({ afterId: this.#flushedId, lastId: this.#flushedId, text });
  }

  #rest(): void {
    this.#cancelFlush?.();
    this.#cancelPing?.();
    this.#cancelFlush = this.#cancelPing = undefined;
  }
}
