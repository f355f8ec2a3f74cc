import { printable } from "../base/printable.ts";
import type { Address } from "./address.ts";
import { parseUrl } from "./parse_url.ts";
import { parseVisa } from "./parse_visa.ts";

export type { Address } from "./address.ts";

/**
 * Reads a VISA resource string or a URL: `TCPIP0::10.0.0.5::5025::SOCKET`, `tcp://10.0.0.5:5025`,
 * `ASRL/dev/ttyUSB0::INSTR`, `serial:///dev/ttyUSB0?baudRate=9600`. Letters of either case will do,
 * but not in a path or an option. A path and an option's value are percent-encoded in a URL.
 *
 * A VISA resource of another interface type is read, and said to be unsupported.
 *
 * @param text The address.
 * @throws {TypeError} If it is neither, saying what it should be.
 *
 * @example A socket, both ways
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const address = { kind: "tcp", hostname: "10.0.0.5", port: 5025 };
 * deepStrictEqual(parseAddress("TCPIP::10.0.0.5::5025::SOCKET"), address);
 * deepStrictEqual(parseAddress("tcp://10.0.0.5:5025"), address);
 * ```
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  const address = trimmed.isWellFormed() ? parseVisa(trimmed) ?? parseUrl(trimmed) : undefined;
  if (address) return address;
  throw new TypeError(
    `Cannot read the address "${printable(text, 100)}": it should be a VISA resource string such ` +
      `as TCPIP::10.0.0.5::5025::SOCKET or ASRL/dev/ttyUSB0::INSTR, or a URL such as ` +
      `tcp://10.0.0.5:5025 or serial:///dev/ttyUSB0?baudRate=9600`,
  );
}
