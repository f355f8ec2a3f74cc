import type { SerialPortInfo } from "./serial_port_info.ts";
import { openSerial } from "./open_serial.ts";
import type { SerialSettings } from "./serial_options.ts";
import type { SerialInputSignals, SerialOutputSignals } from "./serial_signals.ts";
import type { SerialTransport } from "./serial_transport.ts";

/** How a {@linkcode SerialPort} is opened; as in the Web Serial API. */
export interface SerialPortOpenOptions extends SerialSettings {
  /** Bits per second. */
  readonly baudRate: number;
  /** How many bytes its streams hold before they hold back. Default: 255. */
  // deno-lint-ignore readout/unit-in-name -- the name is that of the Web Serial API
  readonly bufferSize?: number | undefined;
}

/**
 * A serial port with the names of the Web Serial API, over {@linkcode openSerial}.
 *
 * A `readable` that was cancelled is followed by a new one, with what came after. To stop a read that
 * waits without losing a byte, call `releaseLock()` on its reader.
 *
 * @example What a browser's program would do
 * ```ts no-eval
 * import { listSerialPorts } from "@readout/readout/wire";
 *
 * const [info] = await listSerialPorts();
 * const port = new SerialPort(info!);
 * await port.open({ baudRate: 9_600 });
 * const writer = port.writable!.getWriter();
 * await writer.write(new TextEncoder().encode("*IDN?\n"));
 * writer.releaseLock();
 * await port.close();
 * ```
 */
export class SerialPort {
  readonly #info: Pick<SerialPortInfo, "path" | "usbVendorId" | "usbProductId">;
  #transport: SerialTransport | undefined;
  #bufferSizeBytes = 255;
  #readable: ReadableStream<Uint8Array> | undefined;
  #writable: WritableStream<Uint8Array> | undefined;

  /**
   * Makes a port that is not open.
   *
   * @param info Its path, and whose it is if it is one of USB: as `listSerialPorts()` gives it.
   */
  constructor(info: Pick<SerialPortInfo, "path" | "usbVendorId" | "usbProductId">) {
    this.#info = info;
  }

  /** What the port receives; `null` while it is not open. */
  get readable(): ReadableStream<Uint8Array> | null {
    return this.#transport ? this.#readable ??= this.#makeReadable(this.#transport) : null;
  }

  /** What the port sends; `null` while it is not open. */
  get writable(): WritableStream<Uint8Array> | null {
    return this.#transport ? this.#writable ??= this.#makeWritable(this.#transport) : null;
  }

  /** Opens it. Rejects as {@linkcode openSerial}, and with a `TypeError` if it is open. */
  async open(options: SerialPortOpenOptions): Promise<void> {
    const { path } = this.#info;
    if (this.#transport) throw new TypeError(`Cannot open ${path}: it is open`);
    const sizeBytes = options.bufferSize ?? 255;
    if (!Number.isInteger(sizeBytes) || sizeBytes < 1) {
      throw new RangeError(`Cannot open ${path}: bufferSize must be at least 1, got ${sizeBytes}`);
    }
    this.#transport = await openSerial({ ...options, path });
    this.#bufferSizeBytes = sizeBytes;
  }

  /** Whose it is, if it is one of USB. */
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number } {
    const { usbVendorId, usbProductId } = this.#info;
    return {
      ...(usbVendorId === undefined ? {} : { usbVendorId }),
      ...(usbProductId === undefined ? {} : { usbProductId }),
    };
  }

  /** What the other end signals. */
  async getSignals(): Promise<SerialInputSignals> {
    return await this.#opened("get the signals of").getSignals();
  }

  /** Sets what this end signals; what is left out stays as it is. */
  async setSignals(signals: SerialOutputSignals): Promise<void> {
    await this.#opened("set the signals of").setSignals(signals);
  }

  /** Closes it. Rejects with a `TypeError` while one of its streams is locked. */
  async close(): Promise<void> {
    const transport = this.#opened("close");
    if (this.#readable?.locked || this.#writable?.locked) {
      throw new TypeError(
        `Cannot close ${this.#info.path}: release the locks of its streams first`,
      );
    }
    const streams = [this.#readable?.cancel(), this.#writable?.abort()];
    await Promise.allSettled(streams); // one that is broken says so again
    this.#transport = this.#readable = this.#writable = undefined;
    await transport[Symbol.asyncDispose]();
  }

  #opened(what: string): SerialTransport {
    if (this.#transport) return this.#transport;
    throw new TypeError(`Cannot ${what} ${this.#info.path}: it is not open`);
  }

  #makeReadable(transport: SerialTransport): ReadableStream<Uint8Array> {
    const stop = new AbortController();
    const leave = (): void => {
      stop.abort();
      this.#readable = undefined;
    };
    return new ReadableStream<Uint8Array>({
      async pull(controller): Promise<void> {
        try {
          const chunk = await transport.read({ signal: stop.signal });
          if (chunk.kind === "bytes") controller.enqueue(chunk.bytes);
        } catch (error) {
          if (!stop.signal.aborted) controller.error(error);
        }
      },
      cancel: leave,
    }, new ByteLengthQueuingStrategy({ highWaterMark: this.#bufferSizeBytes }));
  }

  #makeWritable(transport: SerialTransport): WritableStream<Uint8Array> {
    const leave = (): void => {
      this.#writable = undefined;
    };
    return new WritableStream<Uint8Array>({
      write: (bytes, { signal }) => transport.write(bytes, { signal }),
      abort: leave,
      close: leave,
    }, new ByteLengthQueuingStrategy({ highWaterMark: this.#bufferSizeBytes }));
  }
}
