import type { AbortOptions } from "./contract/abort_options.ts";
import type { Transport } from "./contract/transport.ts";
import type { LinkOptions } from "./link/link_options.ts";
import { printable } from "./base/printable.ts";
import { ReadoutError } from "./base/readout_error.ts";
import { parseAddress } from "./instrument/parse_address.ts";
import { ScpiInstrument, type ScpiOptions } from "./instrument/scpi.ts";
import { Link } from "./link/link.ts";
import { line } from "./protocol/scpi/line.ts";
import { scpiCodec } from "./protocol/scpi/scpi_codec.ts";
import { text } from "./protocol/scpi/text.ts";
import { openTcp } from "./transport/tcp/open_tcp.ts";

/** How an instrument is opened: its waits are those of a link. */
export interface OpenScpiOptions
  extends ScpiOptions, AbortOptions, Omit<LinkOptions, "address" | "open" | "clock"> {
  /** What the answer to `*IDN?` must contain, each time it connects: never another device in silence. */
  readonly expectIdn?: string | undefined;
}

/**
 * Opens an instrument that speaks SCPI, and asks it who it is.
 *
 * @param address A VISA resource string or a URL: `TCPIP::10.0.0.5::5025::SOCKET`,
 * `tcp://10.0.0.5:5025`.
 * @param options Whom to expect, how long to wait, and a signal.
 * @returns The instrument, connected. Rejects with `link.failed`, `timeout.connect`,
 * `device.unexpected` (it is not the one expected), the codes of a link, or `signal.reason`.
 * @throws {TypeError} If the address cannot be read, or is of a kind that is not supported yet.
 *
 * @example A voltmeter
 * ```ts no-eval
 * await using dmm = await openScpi("TCPIP::10.0.0.7::5025::SOCKET", { expectIdn: "34461A" });
 * const volts = dmm.number("MEAS:VOLT?", { name: "volts", unit: "V" });
 * console.log((await volts.read()).value);
 * ```
 */
export async function openScpi(
  address: string,
  options: OpenScpiOptions = {},
): Promise<ScpiInstrument> {
  const { expectIdn, signal, ...rest } = options;
  const idn = scpiCodec(line(text), options);
  const link = new Link({
    ...rest,
    address,
    open: opener(address),
    init: async (inside) => {
      const identity = await inside.ask(idn, "*IDN?");
      if (expectIdn !== undefined && !identity.includes(expectIdn)) {
        throw unexpected(address, expectIdn, identity);
      }
      await options.init?.(inside);
    },
  });
  const instrument = new ScpiInstrument(link, options);
  try {
    await instrument.query("*IDN?", { signal });
  } catch (error) {
    await link[Symbol.asyncDispose]();
    throw error;
  }
  return instrument;
}

function opener(text: string): (options: AbortOptions) => Promise<Transport> {
  const address = parseAddress(text);
  switch (address.kind) {
    case "tcp": {
      const { hostname, port } = address;
      return (options) => openTcp({ hostname, port, ...options });
    }
    case "serial":
      throw notYet(text, "a serial port");
    case "unsupported":
      throw notYet(text, `a ${address.interfaceType} resource`);
  }
}

function notYet(text: string, what: string): TypeError {
  return new TypeError(
    `Cannot open ${printable(text, 100)}: it is ${what}, and only TCP sockets are supported yet`,
  );
}

function unexpected(address: string, expected: string, identity: string): ReadoutError {
  return new ReadoutError(
    "device.unexpected",
    `Cannot use ${printable(address)}: it says that it is "${printable(identity, 120)}", ` +
      `not ${printable(expected)}; check the address`,
    { address, received: identity },
  );
}
