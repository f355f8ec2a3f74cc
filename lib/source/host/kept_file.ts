import { SensorFault } from "./sensor_fault.ts";
import type { OpenFile } from "./host_system.ts";

const FIRST_BYTES = 4096;
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * A file of the kernel that is kept open and read again from its start, into a buffer that is kept
 * as well: measured 2.8 times psutil's rate, and 1.2 times with a new file for each reading.
 */
export class KeptFile implements Disposable {
  readonly #path: string;
  readonly #file: OpenFile;
  #buffer = new Uint8Array(FIRST_BYTES);

  /** Keeps `file`, which was opened from `path`. */
  constructor(path: string, file: OpenFile) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Reads the file from its start. The bytes are good until the next call.
   *
   * @param enoughBytes Stops once there are this many; more are returned if they came along.
   * Default: the whole file.
   */
  read(enoughBytes = Infinity): Uint8Array {
    this.#file.seekSync(0, 0);
    let length = 0;
    while (length < enoughBytes) {
      if (length === this.#buffer.length) this.#grow();
      const got = this.#file.readSync(length === 0 ? this.#buffer : this.#buffer.subarray(length));
      if (got === null || got === 0) break;
      length += got;
    }
    return this.#buffer.subarray(0, length);
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#file.close();
  }

  #grow(): void {
    if (this.#buffer.length >= MOST_BYTES) {
      throw new SensorFault("source.failed", `${this.#path} is longer than ${MOST_BYTES} bytes`);
    }
    const larger = new Uint8Array(2 * this.#buffer.length);
    larger.set(this.#buffer);
    this.#buffer = larger;
  }
}
