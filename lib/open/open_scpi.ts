import type { AbortOptions } from "../contract/abort_options.ts";
import type { ScpiInstrument, ScpiOptions } from "../instrument/scpi.ts";
import type { LinkOptions } from "../link/link_options.ts";

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
  const { connectScpi } = await import("./connect_scpi.ts");
  return await connectScpi(address, options);
}
