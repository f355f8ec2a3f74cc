import { parseAddress } from "../instrument/parse_address.ts";

/**
 * Whether an address is a line on which a late answer comes to whoever opens it next: a serial port
 * or a device file, also one behind a server on the network, such as `ASRLSOCKET://10.0.0.5:4001`.
 *
 * @throws {TypeError} If the address cannot be read.
 */
export function isSerialLine(address: string): boolean {
  const { kind } = parseAddress(address);
  return kind === "serial" || kind === "device" || /^ASRL/i.test(address.trim());
}
