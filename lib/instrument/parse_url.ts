import type { Address, SerialAddress } from "./address.ts";
import {
  percentDecoded,
  type QueryKeys,
  queryPairs,
  readQuery,
  unknownName,
} from "./address_query.ts";
import { HOST, hostAddress } from "./host_address.ts";

interface Scheme {
  /** How it is written, for the error. */
  readonly form: string;
  /** Reads what comes before and after the `?`; gives nothing if it is not of the form. */
  readonly read: (place: string, query: string) => Address | undefined;
}

const AUTHORITY = new RegExp(String.raw`^//${HOST}:(\d+)/?$`, "iu");

const LINE: QueryKeys<Omit<SerialAddress, "kind" | "path">> = {
  baudRate: { from: 1, to: 4_294_967_295 },
  dataBits: [5, 6, 7, 8],
  parity: ["none", "even", "odd"],
  stopBits: [1, 2],
  flowControl: ["none", "hardware", "software"],
};

const OWN_PORT: QueryKeys<{ localPort: number }> = { localPort: { from: 1, to: 65_535 } };

const SCHEMES: Readonly<Record<string, Scheme>> = {
  tcp: {
    form: "tcp://HOST:PORT",
    read(place, query) {
      const host = hostIn(place);
      return host && { kind: "tcp", ...host, ...noOptions(query) };
    },
  },
  udp: {
    form: "udp://HOST:PORT or udp://HOST:PORT?localPort=PORT",
    read(place, query) {
      const host = hostIn(place);
      return host && { kind: "udp", ...host, ...readQuery(query, OWN_PORT) };
    },
  },
  unix: {
    form: "unix:///PATH",
    read(place, query) {
      const path = pathIn(place);
      return path === undefined ? undefined : { kind: "unix", path, ...noOptions(query) };
    },
  },
  serial: {
    form: "serial:///dev/ttyUSB0 or serial:///dev/ttyUSB0?baudRate=9600",
    read(place, query) {
      const path = /^\/\/COM\d+$/i.test(place) ? place.slice(2).toUpperCase() : pathIn(place);
      return path === undefined ? undefined : { kind: "serial", path, ...readQuery(query, LINE) };
    },
  },
  device: {
    form: "device:///dev/hidraw0",
    read(place, query) {
      const path = pathIn(place);
      return path === undefined ? undefined : { kind: "device", path, ...noOptions(query) };
    },
  },
  process: {
    form: "process:///usr/bin/PROGRAM or process:PROGRAM, with ?arg=A&arg=B for what it is given",
    read(place, query) {
      const command = /^[^/]+$/.test(place) ? plain(percentDecoded(place)) : pathIn(place);
      return command === undefined ? undefined : { kind: "process", command, args: argsIn(query) };
    },
  },
};

/**
 * Reads a URL of one of our schemes; gives nothing if it is of another.
 *
 * @throws {TypeError} If it is not of its scheme's form, saying what that is.
 */
export function parseUrl(text: string): Address | undefined {
  const match = /^([a-z]+):([^?#]*)(?:\?([^#]*))?$/i.exec(text);
  const name = match?.[1]?.toLowerCase() ?? "";
  if (match === null || !Object.hasOwn(SCHEMES, name)) return undefined;
  const { form, read } = SCHEMES[name]!;
  const address = read(match[2]!, match[3] ?? "");
  if (address) return address;
  throw new TypeError(`Cannot read this ${name} address: it should be ${form}`);
}

function hostIn(place: string): ReturnType<typeof hostAddress> | undefined {
  const match = AUTHORITY.exec(place);
  return match === null ? undefined : hostAddress(match[1]!, match[2]!);
}

function pathIn(place: string): string | undefined {
  return place.startsWith("///") ? plain(percentDecoded(place.slice(2))) : undefined;
}

/** A name of the system's: nothing that is empty, or has control characters. */
function plain(name: string): string | undefined {
  return /^\/?$|\p{Cc}/u.test(name) ? undefined : name;
}

function noOptions(query: string): Record<never, never> {
  return readQuery<Record<never, never>>(query, {});
}

function argsIn(query: string): string[] {
  return queryPairs(query).map(([name, text]) => {
    if (name !== "arg") throw unknownName(name, ["arg"]);
    if (text.includes("\0")) throw new TypeError("Cannot give a program a NUL character");
    return text;
  });
}
