import type { Position } from "./live_position.ts";
import type { Subscription } from "../../lib/sink/broadcast/subscription.ts";
import { gapEvent, positionEvent, RETRY } from "./live_event.ts";
import { encodePiece, type LiveFeed, type Piece, type RigNews } from "./live_feed.ts";

const ENCODER = new TextEncoder();

/**
 * One viewer's stream: first what it missed, out of the history and at its own pace, then what
 * arrives. Whatever is missing in between, for whatever reason, it is told in a gap.
 */
export class LiveViewer {
  readonly #feed: LiveFeed;
  readonly #isStranger: boolean;
  #lastId: number;
  #subscription: Subscription<Piece> | undefined;
  #hasLeft = false;
  #toldRig: RigNews | undefined;

  /**
   * Prepares a stream.
   *
   * @param feed What it shows.
   * @param position Where it goes on from; `undefined` for what arrives from now on.
   */
  constructor(feed: LiveFeed, position: Position | undefined) {
    const { firstId, lastId } = feed.history;
    const isKnown = typeof position === "number" && position <= lastId;
    this.#feed = feed;
    this.#isStranger = position !== undefined && !isKnown;
    this.#lastId = this.#isStranger ? firstId - 1 : isKnown ? position : lastId;
  }

  /** The stream, event by event. It ends when the viewer leaves or the feed ends. */
  async *chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
    const id = this.#feed.ids.format(this.#lastId);
    const first = this.#isStranger ? gapEvent(id, { dropped: null }) : positionEvent(id);
    yield ENCODER.encode(RETRY + first); // a stranger has no position before it is told the gap
    yield* this.#tellRig();

    for (let piece = this.#next(); piece; piece = this.#next()) {
      yield* this.#tell(piece, encodePiece(piece));
    }
    if (this.#hasLeft) return undefined;
    this.#subscription = this.#feed.join(); // nothing can arrive between the last look and this
    yield* this.#tellRig();
    for await (const { item, bytes } of this.#subscription) yield* this.#tell(item, bytes);
    return undefined;
  }

  /** Takes no more: also ends a wait for the next event. */
  leave(): void {
    this.#hasLeft = true;
    if (this.#subscription) this.#feed.leave(this.#subscription);
  }

  #next(): Piece | undefined {
    return this.#feed.after(this.#lastId);
  }

  *#tellRig(): Generator<Uint8Array<ArrayBuffer>> {
    const { rig } = this.#feed;
    if (rig === undefined || rig === this.#toldRig) return;
    this.#toldRig = rig;
    yield rig.bytes;
  }

  *#tell(piece: Piece, bytes: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
    yield* this.#tellRig();
    const dropped = piece.afterId - this.#lastId;
    this.#lastId = piece.lastId;
    if (dropped > 0) {
      this.#feed.lostReadings += dropped;
      yield ENCODER.encode(gapEvent(this.#feed.ids.format(piece.afterId), { dropped }));
    }
    if (bytes.length > 0) yield bytes;
  }
}
