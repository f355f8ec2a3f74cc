import type { Address } from "./address.ts";
import { HOST, hostAddress } from "./host_address.ts";

type Read = (match: RegExpExecArray) => Address;

const INSTR = "(?:::INSTR)?";

/**
 * What VISA resource strings begin with, and what they may go on with (VPP-4.3, table 4.3.1), with
 * PyVISA's and pyvisa-py's additions. The first that matches is meant.
 */
const FORMS: readonly { readonly pattern: RegExp; readonly address: Read }[] = [
  {
    pattern: form(String.raw`TCPIP\d*::${HOST}::(\d+)::SOCKET`),
    address: ([, hostname, port]) => ({ kind: "tcp", ...hostAddress(hostname!, port!) }),
  },
  {
    pattern: form(String.raw`ASRLSOCKET://${HOST}:(\d+)${INSTR}`),
    address: ([, hostname, port]) => ({ kind: "tcp", ...hostAddress(hostname!, port!) }),
  },
  {
    pattern: form(String.raw`ASRL(/[^:\p{C}]+)${INSTR}`),
    address: ([, path]) => ({ kind: "serial", path: path! }),
  },
  {
    pattern: form(String.raw`ASRL(COM\d+)${INSTR}`),
    address: ([, path]) => ({ kind: "serial", path: path!.toUpperCase() }),
  },
  {
    // NI numbers ports from 1, Linux from 0.
    pattern: form(String.raw`ASRL([1-9]\d{0,3})${INSTR}`),
    address: ([, board]) => ({ kind: "serial", path: `/dev/ttyS${Number(board) - 1}` }),
  },
  // An ENET-serial box, and pyserial's echo.
  { pattern: form(String.raw`(ASRL)0?::${HOST}::[^:\p{C}]+::INSTR`), address: unsupported },
  { pattern: form(String.raw`(ASRL)LOOP://${INSTR}`), address: unsupported },
  {
    pattern: form(
      String
        .raw`((?:PRLGX|NI-ENET100)-(?:TCPIP|ASRL)|GPIB|USB|VXI|PXI|TCPIP|VICP)\d*::(?!.*::SOCKET$)\P{C}+`,
    ),
    address: unsupported,
  },
  { pattern: form(String.raw`(VISA)://\P{C}+`), address: unsupported },
];

/** Reads a VISA resource string; nothing if it is none. */
export function parseVisa(text: string): Address | undefined {
  for (const { pattern, address } of FORMS) {
    const match = pattern.exec(text);
    if (match) return address(match);
  }
  return undefined;
}

function form(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, "iu");
}

function unsupported([resource, type]: RegExpExecArray): Address {
  return { kind: "unsupported", interfaceType: type!.toUpperCase(), resource: resource! };
}
