import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import { delay } from "../../base/delay.ts";
import { ReadoutError } from "../../base/readout_error.ts";
import { DescriptorTransport } from "../descriptor_transport.ts";
import { PosixError } from "../../posix/posix_error.ts";
import type { PosixUse } from "../../posix/posix_system.ts";
import { withoutFailing } from "../../posix/without_failing.ts";
import {
  getSignals,
  type SerialInputSignals,
  type SerialOutputSignals,
  setSignals,
} from "./serial_signals.ts";

/**
 * An open serial port: bytes, and the wires beside them. Made by {@linkcode openSerial}.
 *
 * A serial line has no way to say that it has finished sending, so `closeWrite()` rejects with a
 * `TypeError`. When the port is unplugged, a pending read and every later use reject with
 * `link.closed`.
 */
export class SerialTransport extends DescriptorTransport {
  readonly #posix: PosixUse;
  readonly #fd: number;
  readonly #clock: Clock;
  #isClosed = false;

  /** Takes over an open port; use {@linkcode openSerial}. */
  constructor(posix: PosixUse, fd: number, label: string, clock: Clock) {
    const { libc } = posix;
    super(posix, fd, {
      label,
      end: "link.closed",
      beforeClose: () => {
        this.#isClosed = true;
        // A pseudo terminal outlives its ports, so the next one must be let in.
        withoutFailing(() => libc.ioctl(fd, libc.platform.TIOCNXCL));
      },
    });
    this.#posix = posix;
    this.#fd = fd;
    this.#clock = clock;
  }

  /**
   * Reads what the other end signals. Rejects with `source.unsupported` if the line has no such
   * wires, as a pseudo terminal, and with `link.closed`.
   */
  getSignals(): Promise<SerialInputSignals> {
    return this.#ask("get the signals of", () => getSignals(this.#posix.libc, this.#fd));
  }

  /**
   * Sets what this end signals; what is left out stays as it is. Rejects with `source.unsupported`
   * if the line has no such wires, and with `link.closed`.
   */
  setSignals(signals: SerialOutputSignals): Promise<void> {
    return this.#ask(
      "set the signals of",
      () => setSignals(this.#posix.libc, this.#fd, signals),
    );
  }

  /**
   * Holds the data line in its break state for a while.
   *
   * @param durationMs How long, in ms. Default: 250.
   */
  async sendBreak(durationMs = 250, options: AbortOptions = {}): Promise<void> {
    options.signal?.throwIfAborted();
    await this.setSignals({ break: true });
    try {
      await delay(durationMs, { ...options, clock: this.#clock });
    } finally {
      if (!this.#isClosed) await this.setSignals({ break: false });
    }
  }

  // deno-lint-ignore require-await -- what it throws is a rejection
  async #ask<T>(what: string, ask: () => T): Promise<T> {
    const failed = (code: "link.closed" | "source.unsupported", why: string, cause?: unknown) =>
      new ReadoutError(code, `Cannot ${what} ${this.label}: ${why}`, {
        address: this.label,
        ...(cause === undefined ? {} : { cause }),
      });
    if (this.#isClosed) throw failed("link.closed", "it is closed");
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof PosixError)) throw error;
      const isWithout = error.errno === "ENOTTY" || error.errno === "EINVAL";
      throw failed(isWithout ? "source.unsupported" : "link.closed", error.message, error);
    }
  }
}
