import type { TransportPair } from "../../../../lib/testing/transport_conformance.ts";
import { openPty } from "../../../../lib/transport/pty/open_pty.ts";
import { openSerial, type SerialOptions } from "../../../../lib/transport/serial/open_serial.ts";
import type { SerialTransport } from "../../../../lib/transport/serial/serial_transport.ts";
import { pairOf } from "../pair_of.ts";

/** A serial port, and the device at its other end. */
export interface SerialPair extends TransportPair {
  readonly near: SerialTransport;
  /** The port's path. */
  readonly path: string;
}

/** A serial port without hardware, and the device at its other end. */
export async function serialPair(options: Omit<SerialOptions, "path"> = {}): Promise<SerialPair> {
  const { path, transport } = await openPty();
  const near = await openSerial({ baudRate: 115_200, ...options, path });
  return { ...pairOf(near, transport), near, path };
}
