import type { ReadCall } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import type { HostSystem } from "./host_system.ts";
import { delay } from "../../base/delay.ts";
import { KeptFile } from "./kept_file.ts";
import { SensorFault } from "./sensor_fault.ts";

/** What the channels of one host share: the system, the time, the files that are kept open. */
export class HostCore implements Disposable {
  readonly system: HostSystem;
  readonly clock: Clock;
  readonly #files = new Map<string, KeptFile>();
  readonly #closing = new AbortController();
  #closed = false;

  /** Opens nothing yet. */
  constructor(system: HostSystem, clock: Clock) {
    this.system = system;
    this.clock = clock;
  }

  /** Throws once it is closed. */
  checkOpen(): void {
    if (this.#closed) throw closedFault();
  }

  /** The file at `path`, opened when first asked for. */
  file(path: string): KeptFile {
    this.checkOpen();
    let file = this.#files.get(path);
    if (file === undefined) {
      file = new KeptFile(path, this.system.open(path));
      this.#files.set(path, file);
    }
    return file;
  }

  /** Waits until `ms` have passed; rejects when the read is over or the host is closed. */
  wait(ms: number, call: ReadCall): Promise<void> {
    const signal = AbortSignal.any([call.signal, this.#closing.signal]);
    return delay(ms, { clock: this.clock, signal });
  }

  /** Closes the files and ends the waits. Closing twice is fine. */
  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const file of this.#files.values()) file[Symbol.dispose]();
    this.#files.clear();
    this.#closing.abort(closedFault());
  }
}

/** What a read of something closed ends with. */
export function closedFault(): SensorFault {
  return new SensorFault("source.failed", "it is closed; make another one to read on");
}
