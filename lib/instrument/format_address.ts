import type { Address, SerialAddress } from "./address.ts";

/**
 * Writes an address as a URL that {@linkcode parseAddress} reads, or, if it is of a kind that is not
 * supported, as the VISA resource string that it was.
 *
 * @param address The address.
 *
 * @example A serial port
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const address = { kind: "serial", path: "/dev/ttyUSB0", baudRate: 9600 } as const;
 * strictEqual(formatAddress(address), "serial:///dev/ttyUSB0?baudRate=9600");
 * ```
 */
export function formatAddress(address: Address): string {
  switch (address.kind) {
    case "tcp":
      return `tcp://${authority(address)}`;
    case "udp":
      return `udp://${authority(address)}${query({ localPort: address.localPort })}`;
    case "unix":
    case "device":
      return `${address.kind}://${encodedPath(address.path)}`;
    case "serial":
      return `serial://${encodedPath(address.path)}${query(line(address))}`;
    case "process": {
      const { command, args } = address;
      const start = command.startsWith("/") ? "process://" : "process:";
      const given = args.map((arg) => `arg=${encodeURIComponent(arg)}`).join("&");
      return `${start}${encodedPath(command)}${given === "" ? "" : `?${given}`}`;
    }
    case "unsupported":
      return address.resource;
  }
}

function authority({ hostname, port }: { hostname: string; port: number }): string {
  return `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}

function encodedPath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function line({ kind: _, path: __, ...options }: SerialAddress): object {
  return options;
}

function query(options: object): string {
  const pairs = Object.entries(options).filter(([, value]) => value !== undefined);
  return pairs.length === 0 ? "" : `?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`;
}
