import type { Expected } from "../contract/codec.ts";

/** Enough for any exchange of a few lines or registers. */
const SMALL_BYTES = 16_384;
/** Room for what a decoder expects is made at once up to here; beyond, as it comes. */
const MOST_EXPECTED_BYTES = 64 * 1024 * 1024;
/** Numbers of up to 8 bytes can be read in place from here. */
const ALIGNED_TO = 8;

/**
 * Bytes that have been received and not yet been used, as one piece, and the room for the next.
 *
 * A read of the system may be filling that room at any time. So nothing is moved but when it asks
 * for room, and what it brings is found even if the memory has changed meanwhile.
 */
export class ReceivedBytes {
  #small = new Uint8Array(SMALL_BYTES);
  #buffer = this.#small;
  #start = 0;
  #end = 0;
  /** The room that was given last, and in which buffer it is. */
  #room = { bytes: this.#small, buffer: this.#small };

  /** How many there are. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** All of them; valid until the next change. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** Where the next ones go: room for at least one. */
  room(): Uint8Array {
    if (this.#start === this.#end) {
      this.#start = this.#end = 0;
      this.#buffer = this.#small;
    } else if (this.#end === this.#buffer.length) {
      if (this.#start >= this.#buffer.length / 2) this.#move(this.#buffer, 0);
      else this.#move(new Uint8Array(2 * this.#buffer.length), 0);
    }
    const bytes = this.#end === 0 ? this.#buffer : this.#buffer.subarray(this.#end);
    if (bytes !== this.#room.bytes) this.#room = { bytes, buffer: this.#buffer };
    return bytes;
  }

  /** So many are now in the room that was given last. */
  came(count: number): void {
    const { bytes, buffer } = this.#room;
    if (buffer === this.#buffer && bytes.byteOffset - buffer.byteOffset === this.#end) {
      this.#end += count;
      return;
    }
    const late = bytes.slice(0, count); // `room()` may give the same memory
    const room = this.room();
    if (room.length < count) this.#move(new Uint8Array(2 * (this.length + count)), 0);
    this.#buffer.set(late, this.#end);
    this.#end += count;
  }

  /** Makes room for the message that begins with the first of them, so that it is never moved. */
  expect({ sizeBytes, dataAt }: Expected): void {
    if (sizeBytes <= this.#buffer.length - this.#start || sizeBytes > MOST_EXPECTED_BYTES) return;
    const start = (ALIGNED_TO - dataAt % ALIGNED_TO) % ALIGNED_TO;
    this.#move(new Uint8Array(start + sizeBytes + ALIGNED_TO), start);
  }

  /** Drops the first `count`: they have been used. */
  use(count: number): void {
    this.#start += count;
  }

  /** Drops the first `count`, whose memory somebody else goes on using. */
  giveAway(count: number): void {
    this.use(count);
    if (this.#buffer === this.#small) this.#small = new Uint8Array(SMALL_BYTES);
    const isEnough = this.length < this.#small.length;
    this.#move(isEnough ? this.#small : new Uint8Array(2 * this.length), 0);
  }

  /** Drops all. */
  clear(): void {
    this.use(this.length);
  }

  #move(buffer: Uint8Array<ArrayBuffer>, start: number): void {
    const { bytes } = this;
    buffer.set(bytes, start);
    this.#buffer = buffer;
    this.#start = start;
    this.#end = start + bytes.length;
  }
}
