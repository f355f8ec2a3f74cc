import { printable } from "../base/printable.ts";

/** `10.0.0.5`, `dmm.lab`, `[fe80::1%eth0]`: what may stand for a host in an address. */
export const HOST = String.raw`(\[[\da-f:.]+(?:%[\w.-]+)?\]|[^\s\p{C}:/?#@\[\]\\%"<>]+)`;

/** A host and a port, from what {@linkcode HOST} and `\d+` matched. */
export function hostAddress(
  hostname: string,
  port: string,
): { readonly hostname: string; readonly port: number } {
  return { hostname: hostname.replace(/^\[|\]$/g, ""), port: portNumber(port) };
}

/** A port. @throws {TypeError} If it is none. */
export function portNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 65_535) return number;
  throw new TypeError(
    `Cannot use port ${printable(text, 20)}: a port is a number from 1 to 65535`,
  );
}
