import { nextTurn } from "../base/system_clock.ts";
import type { Libc } from "./libc.ts";

/** What a descriptor is waited for, and what came of it: the same bits everywhere. */
export const READABLE = 1; // POLLIN
export const WRITABLE = 4; // POLLOUT

/** A descriptor that is waited for. */
export interface Watch {
  readonly fd: number;
  /** `READABLE`, `WRITABLE`, both or 0. While it is 0, nothing is noticed, not even a hang-up. */
  readonly wanted: number;
  /** Called with what can be done, and with any other bit if the other end is gone. */
  onReady(events: number): void;
}

const RECORD_BYTES = 8; // struct pollfd: the descriptor, 16 bits wanted, 16 bits that came

/**
 * Waits for all ports and device files of the process in one `poll()` on one thread.
 *
 * Deno's threads for such calls are 32, and all async file access shares them: a call for each port
 * would starve it. A pipe ends the wait when what is waited for has changed. With nothing to watch
 * there is no thread, no pipe, and nothing that keeps the process alive.
 */
export class Poller {
  readonly #libc: Libc;
  readonly #watches = new Set<Watch>();
  #memory: { readonly at: Deno.PointerObject; readonly records: DataView } | undefined;
  #wake: { readonly read: number; readonly write: number; isRung: boolean } | undefined;
  #polled: Watch[] = [];
  #running: Promise<void> | undefined;
  #parked: Promise<number> | undefined;

  constructor(libc: Libc) {
    this.#libc = libc;
  }

  /** Starts to watch. Tell of every later change of `wanted` by {@linkcode changed}. */
  add(watch: Watch): void {
    this.#watches.add(watch);
    this.#running ??= this.#run();
    this.changed();
  }

  /** What some watch wants has grown. */
  changed(): void {
    if (this.#parked === undefined || this.#wake!.isRung) return;
    this.#wake!.isRung = true;
    this.#libc.write(this.#wake!.write, Uint8Array.of(0));
  }

  /** Stops watching. Resolves when no thread uses the descriptor any more: then close it. */
  async remove(watch: Watch): Promise<void> {
    if (!this.#watches.delete(watch)) return;
    this.changed();
    await (this.#watches.size === 0 ? this.#running : this.#parked);
  }

  async #run(): Promise<void> {
    const [read, write] = this.#libc.pipe();
    this.#wake = { read, write, isRung: false };
    while (this.#watches.size > 0) {
      const { at, records } = this.#fill(read);
      const count = 1 + this.#polled.length;
      if (this.#libc.pollNow(at, count) <= 0) {
        this.#parked = this.#libc.pollLater(at, count);
        await this.#parked;
        this.#parked = undefined;
      }
      this.#tell(records);
      await nextTurn(); // what came is answered before a thread is taken again, and often at once
    }
    this.#libc.close(read);
    this.#libc.close(write);
    this.#libc.free(this.#memory!.at);
    this.#wake = this.#memory = this.#running = undefined;
  }

  /** What to poll for: the pipe, and whatever wants something. */
  #fill(wake: number): { readonly at: Deno.PointerObject; readonly records: DataView } {
    this.#polled = [...this.#watches].filter(({ wanted }) => wanted !== 0);
    const memory = this.#recordsFor(1 + this.#polled.length);
    fill(memory.records, 0, wake, READABLE);
    this.#polled.forEach(({ fd, wanted }, slot) => fill(memory.records, 1 + slot, fd, wanted));
    return memory;
  }

  #tell(records: DataView): void {
    if (this.#wake!.isRung) {
      this.#libc.read(this.#wake!.read, new Uint8Array(1));
      this.#wake!.isRung = false;
    }
    this.#polled.forEach((watch, slot) => {
      const came = records.getInt16((1 + slot) * RECORD_BYTES + 6, true);
      if (came !== 0 && this.#watches.has(watch)) watch.onReady(came);
    });
  }

  /** Memory that is not JavaScript's: a worker may be ended while the thread waits. */
  #recordsFor(count: number): { readonly at: Deno.PointerObject; readonly records: DataView } {
    const sizeBytes = count * RECORD_BYTES;
    if (this.#memory === undefined || this.#memory.records.byteLength < sizeBytes) {
      if (this.#memory) this.#libc.free(this.#memory.at);
      const at = this.#libc.allocate(2 * sizeBytes);
      const buffer = Deno.UnsafePointerView.getArrayBuffer(at, 2 * sizeBytes);
      this.#memory = { at, records: new DataView(buffer) };
    }
    return this.#memory;
  }
}

function fill(records: DataView, slot: number, fd: number, wanted: number): void {
  records.setInt32(slot * RECORD_BYTES, fd, true);
  records.setInt32(slot * RECORD_BYTES + 4, wanted, true); // and nothing came yet
}
