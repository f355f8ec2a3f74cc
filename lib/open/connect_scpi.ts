import type { AbortOptions } from "../contract/abort_options.ts";
import type { Transport } from "../contract/transport.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { parseAddress } from "../instrument/parse_address.ts";
import { ScpiInstrument } from "../instrument/scpi.ts";
import { Link } from "../link/link.ts";
import { line } from "../protocol/scpi/line.ts";
import { scpiCodec } from "../protocol/scpi/scpi_codec.ts";
import { text } from "../protocol/scpi/text.ts";
import type { OpenScpiOptions } from "./open_scpi.ts";
import { openTcp } from "../transport/tcp/open_tcp.ts";

/** What {@linkcode openScpi} does, loaded when it is first needed. */
export async function connectScpi(
  address: string,
  options: OpenScpiOptions,
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
