import type { LineDevice } from "../instrument/lines.ts";
import type { AskedLineDevice } from "../instrument/lines_asked.ts";
import type { Packets, PlainLines, TextLines } from "../instrument/lines_format.ts";
import type { OpenAskedOptions, OpenUnaskedOptions } from "./open_lines_options.ts";

/**
 * Opens a device that says lines of text, or packets of bytes: an Arduino, a balance, a sensor.
 *
 * By default it talks unasked: one reader takes all it says, gives it to every loop and channel, and
 * finds its way back after garbled bytes, silence or a pulled cable. With `talks: "asked"` it is
 * asked one question at a time, and what it says besides is an error: one connection cannot be both,
 * because a line that came by itself would be taken for an answer.
 *
 * @param address A VISA resource string or a URL: `serial:///dev/ttyACM0?baudRate=115200`,
 * `ASRL/dev/ttyUSB0::INSTR`, `tcp://10.0.0.5:4001`.
 * @param options How it talks, how its messages look, how long to wait, and a signal.
 * @returns The device, connected; with `absent: "retry"` perhaps not yet. Rejects with
 * `link.failed`, `timeout.connect`, `permission.missing`, or `signal.reason`.
 * @throws {TypeError} If the address cannot be read, or is of a kind that is not supported yet.
 *
 * @example An Arduino that prints `t=21.4;h=40`
 * ```ts no-eval
 * import { openLines } from "@readout/readout";
 *
 * await using arduino = await openLines("serial:///dev/ttyACM0?baudRate=115200");
 * const celsius = arduino.number("t", { unit: "\u00b0C" });
 * console.log((await celsius.read()).value);
 * for await (const line of arduino.lines({ capacity: 1_000, overflow: "fail" })) console.log(line);
 * ```
 *
 * @example One that answers `T?`
 * ```ts no-eval
 * import { openLines } from "@readout/readout";
 *
 * await using meter = await openLines("serial:///dev/ttyUSB0", { talks: "asked" });
 * console.log(await meter.ask("T?"));
 * ```
 */
export function openLines(
  address: string,
  options?: OpenUnaskedOptions & PlainLines,
): Promise<LineDevice>;
/** Opens a device that talks unasked, and says lines that mean something. */
export function openLines<M>(
  address: string,
  options: OpenUnaskedOptions & TextLines<M>,
): Promise<LineDevice<M>>;
/** Opens a device that talks unasked, in packets. */
export function openLines<M>(
  address: string,
  options: OpenUnaskedOptions & Packets<M>,
): Promise<LineDevice<M>>;
/** Opens a device that answers lines. */
export function openLines(
  address: string,
  options: OpenAskedOptions & PlainLines,
): Promise<AskedLineDevice>;
/** Opens a device that answers lines that mean something. */
export function openLines<M>(
  address: string,
  options: OpenAskedOptions & TextLines<M>,
): Promise<AskedLineDevice<M>>;
/** Opens a device that answers packets. */
export function openLines<M>(
  address: string,
  options: OpenAskedOptions & Packets<M>,
): Promise<AskedLineDevice<M>>;
export async function openLines<M>(
  address: string,
  options: (OpenUnaskedOptions | OpenAskedOptions) & (PlainLines | TextLines<M> | Packets<M>) = {},
): Promise<LineDevice<M> | AskedLineDevice<M>> {
  const { connectLines, connectAskedLines } = await import("./connect_lines.ts");
  return options.talks === "asked"
    ? await connectAskedLines(address, options)
    : await connectLines(address, options);
}
