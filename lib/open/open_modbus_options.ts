import type { AbortOptions } from "../contract/abort_options.ts";
import type { ModbusOptions } from "../instrument/modbus.ts";
import type { LinkOptions } from "../link/link_options.ts";
import type { ConnectOptions } from "./open_transport.ts";

/** How a Modbus device is opened: its waits are those of a link. */
export interface OpenModbusOptions
  extends
    ModbusOptions,
    AbortOptions,
    ConnectOptions,
    Omit<LinkOptions, "address" | "open" | "resync" | "clock" | "random"> {
  /**
   * How messages are put on the wire. Default: `"rtu"` on a serial line, `"tcp"` otherwise. A serial
   * server that passes bytes through, without knowing Modbus, wants `"rtu"` on a TCP address.
   */
  readonly framing?: ModbusOptions["framing"];
  /**
   * From the end of a request to the first byte of its reply, in ms (`timeout.reply`). Default: 1000,
   * with RTU and ASCII 500. What is dropped after a timeout there, because it may be late, is what
   * comes until the line has been silent for as long again: it must be longer than the device's
   * longest delay.
   */
  readonly replyTimeoutMs?: number | undefined;
  /**
   * The silence between two exchanges, at the least, in ms. Default: with RTU on a serial port the
   * 3.5 characters of the standard, by the baud rate of the address; otherwise 0.
   */
  readonly minGapMs?: number | undefined;
}
