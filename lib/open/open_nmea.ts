import type { Gps } from "../instrument/nmea.ts";
import type { OpenNmeaOptions } from "./open_nmea_options.ts";

/**
 * Opens a receiver of satellite navigation, or anything else that speaks NMEA 0183.
 *
 * @param address A VISA resource string or a URL: `serial:///dev/ttyUSB0`, which is opened at 4800
 * baud as the standard says unless the address names another rate, or `tcp://10.0.0.5:10110`.
 * @param options How long to wait, what to accept, and a signal.
 * @returns The receiver, connected; with `absent: "retry"` perhaps not yet. Rejects with
 * `link.failed`, `timeout.connect`, `permission.missing`, or `signal.reason`.
 * @throws {TypeError} If the address cannot be read, or is of a kind that is not supported yet.
 *
 * @example Where it is, once a second
 * ```ts no-eval
 * import { openNmea, poll } from "@readout/readout";
 *
 * await using gps = await openNmea("serial:///dev/ttyUSB0?baudRate=9600");
 * const position = gps.position({ maxAgeMs: 1_000 });
 * for await (const { value, reason } of poll(position, { periodMs: 1_000 })) {
 *   console.log(value ?? reason);
 * }
 * ```
 */
export async function openNmea(address: string, options: OpenNmeaOptions = {}): Promise<Gps> {
  const { connectNmea } = await import("./connect_nmea.ts");
  return await connectNmea(address, options);
}
