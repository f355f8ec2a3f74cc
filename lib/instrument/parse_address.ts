import { printable } from "../base/printable.ts";

/** Where an instrument is. */
export type Address =
  | { readonly kind: "tcp"; readonly hostname: string; readonly port: number }
  | { readonly kind: "serial"; readonly path: string; readonly baudRate?: number }
  /** A VISA resource of a kind that Readout does not speak yet. */
  | { readonly kind: "unsupported"; readonly interfaceType: string; readonly resource: string };

/** What VISA resource strings begin with, and what they may go on with (VPP-4.3, table 4.3.1). */
const FORMS: readonly { readonly pattern: RegExp; readonly address: Read }[] = [
  {
    pattern: /^TCPIP\d*::(\[[^\]]+\]|[^:]+)::(\d+)::SOCKET$/i,
    address: ([, hostname, port]) => tcp(hostname!, port!),
  },
  {
    pattern: /^ASRLSOCKET:\/\/(\[[^\]]+\]|[^:]+):(\d+)(?:::INSTR)?$/i,
    address: ([, hostname, port]) => tcp(hostname!, port!),
  },
  {
    pattern: /^ASRL(\/[^:]+)(?:::INSTR)?$/i,
    address: ([, path]) => ({ kind: "serial", path: path! }),
  },
  {
    pattern: /^ASRL(COM\d+)(?:::INSTR)?$/i,
    address: ([, path]) => ({ kind: "serial", path: path!.toUpperCase() }),
  },
  {
    // NI numbers ports from 1, Linux from 0.
    pattern: /^ASRL([1-9]\d*)(?:::INSTR)?$/i,
    address: ([, board]) => ({ kind: "serial", path: `/dev/ttyS${Number(board) - 1}` }),
  },
  {
    pattern:
      /^((?:PRLGX|NI-ENET100)-(?:TCPIP|ASRL)|GPIB|USB|VXI|PXI|TCPIP|VICP|VISA)\d*(?:::|:\/\/).+/i,
    address: ([resource, type]) => ({
      kind: "unsupported",
      interfaceType: type!.toUpperCase(),
      resource: resource!,
    }),
  },
];

type Read = (match: RegExpExecArray) => Address;

/**
 * Reads a VISA resource string or a URL: `TCPIP0::10.0.0.5::5025::SOCKET`, `tcp://10.0.0.5:5025`,
 * `ASRL/dev/ttyUSB0::INSTR`, `serial:///dev/ttyUSB0?baudRate=9600`. Letters of either case will do.
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
  if (/^(tcp|serial):\/\//i.test(trimmed)) return fromUrl(trimmed);
  for (const { pattern, address } of FORMS) {
    const match = pattern.exec(trimmed);
    if (match) return address(match);
  }
  throw unreadable(text);
}

function fromUrl(text: string): Address {
  const tcpMatch = /^tcp:\/\/(\[[^\]]+\]|[^:/?#]+):(\d+)\/?$/i.exec(text);
  if (tcpMatch) return tcp(tcpMatch[1]!, tcpMatch[2]!);
  const serialMatch = /^serial:\/\/(\/[^?#]+|COM\d+)(?:\?baudRate=([1-9]\d*))?$/i.exec(text);
  if (serialMatch === null) throw unreadable(text);
  const [, path, baudRate] = serialMatch;
  return { kind: "serial", path: path!, ...(baudRate ? { baudRate: Number(baudRate) } : {}) };
}

function tcp(hostname: string, port: string): Address {
  const number = Number(port);
  if (number < 1 || number > 65_535) {
    throw new TypeError(
      `Cannot use port ${printable(port, 20)}: a port is a number from 1 to 65535`,
    );
  }
  return { kind: "tcp", hostname: hostname.replace(/^\[|\]$/g, ""), port: number };
}

function unreadable(text: string): TypeError {
  return new TypeError(
    `Cannot read the address "${printable(text, 100)}": it should be a VISA resource string such ` +
      `as TCPIP::10.0.0.5::5025::SOCKET or ASRL/dev/ttyUSB0::INSTR, or a URL such as ` +
      `tcp://10.0.0.5:5025 or serial:///dev/ttyUSB0?baudRate=9600`,
  );
}
