import type { ErrorEntry } from "../../protocol/scpi/error_entry.ts";
import { eventFlag } from "../../protocol/scpi/error_class.ts";
import { ErrorQueue } from "../../protocol/scpi/error_queue.ts";
import { type EventFlag, eventStatus, statusByte } from "../../protocol/scpi/status.ts";

/** The status registers and the error queue of a device (IEEE 488.2, 11; SCPI-99, volume 1, 9). */
export class ScpiStatus {
  /** What it has to complain of. */
  readonly errors: ErrorQueue;
  /** Which events the status byte sums up: `*ESE`. */
  eventEnable = 0;
  /** What of the status byte asks for service: `*SRE`. */
  serviceEnable = 0;
  #events: ReadonlySet<EventFlag> = new Set<EventFlag>(["powerOn"]);

  /** Makes the status of a device that was just switched on. */
  constructor(errorCapacity?: number) {
    this.errors = new ErrorQueue(errorCapacity);
  }

  /** Something has happened. */
  note(event: EventFlag): void {
    this.#events = new Set([...this.#events, event]);
  }

  /** An error has happened. */
  report(error: ErrorEntry): void {
    this.errors.push(error);
    const event = eventFlag(error.code);
    if (event !== undefined) this.note(event);
  }

  /** What has happened, which is then forgotten: `*ESR?`. */
  takeEvents(): number {
    const bits = this.#eventBits();
    this.#events = new Set();
    return bits;
  }

  /** The status byte: `*STB?`. */
  byte(): number {
    const flags = {
      ...statusByte.read(0),
      errorQueue: this.errors.size > 0,
      eventStatus: (this.#eventBits() & this.eventEnable) !== 0,
    };
    const requestService = (statusByte.bits(flags) & this.serviceEnable) !== 0;
    return statusByte.bits({ ...flags, requestService });
  }

  /** Forgets events and errors: `*CLS`. */
  clear(): void {
    this.#events = new Set();
    this.errors.clear();
  }

  #eventBits(): number {
    const none = eventStatus.read(0);
    const flags = { ...none };
    for (const event of this.#events) flags[event] = true;
    return eventStatus.bits(flags);
  }
}
