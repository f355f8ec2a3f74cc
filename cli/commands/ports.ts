import type { SerialPortInfo } from "../../lib/transport/serial/list_serial_ports.ts";
import { printable } from "../../lib/base/printable.ts";
import type { Args } from "../args.ts";
import { type Command, command, type Parts } from "../command.ts";
import { format, FORMAT_HELP } from "../command_options.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { csvLine, jsonLine } from "../rows.ts";
import { padRight, textWidth } from "../text_width.ts";
import { UsageError } from "../usage_error.ts";

const OPTIONS = { format } as const;

const HELP = `\
Shows the serial ports of this computer: what is plugged in there, by which name it stays the same,
and why a port cannot be opened, if it cannot.

Usage: readout ports [--format FORMAT]

Options:
${FORMAT_HELP}
  -h, --help         shows this

Examples:
  readout ports
  readout ports --format jsonl
`;

/** Shows the serial ports of this computer. */
export const ports: Command = command({ options: OPTIONS, help: HELP, run: showPorts });

async function showPorts(args: Args<typeof OPTIONS>, io: Io, parts: Parts): Promise<number> {
  if (args.operands.length > 0) throw new UsageError("ports", ["it takes no names"]);
  const { listPorts = listSerialPorts } = parts;
  const all = await listPorts();
  switch (args.format ?? "table") {
    case "csv":
      await io.write(csvLine(Object.keys(FIELDS)));
      for (const port of all) await io.write(csvLine(Object.values(FIELDS).map((it) => it(port))));
      break;
    case "jsonl":
      for (const port of all) await io.write(jsonLine({ ...port }));
      break;
    case "table":
      if (all.length === 0) await io.complain("This computer has no serial port\n");
      await io.write(all.map(lines).join(""));
  }
  return EXIT.ok;
}

const listSerialPorts: NonNullable<Parts["listPorts"]> = async () => {
  return await (await import("../../lib/transport/serial/list_serial_ports.ts")).listSerialPorts();
};

const FIELDS: Readonly<Record<string, (port: SerialPortInfo) => string | null>> = {
  path: ({ path }) => path,
  by_id: ({ byIdPath }) => byIdPath ?? null,
  driver: ({ driver }) => driver ?? null,
  usb: (port) => usbId(port) ?? null,
  serial_number: ({ serialNumber }) => serialNumber ?? null,
  manufacturer: ({ manufacturer }) => manufacturer ?? null,
  product: ({ product }) => product ?? null,
  problem: ({ problem }) => problem ?? null,
};

const PATH_WIDTH = 14;

/** A line for the port, and one more for its lasting name. */
function lines(port: SerialPortInfo): string {
  const { path, driver, manufacturer, product, serialNumber, byIdPath, problem } = port;
  const known = [manufacturer, product, serialNumber, usbId(port), driver && `(${driver})`];
  const what = known.filter((it) => it !== undefined).join(" ");
  const wide = Math.max(PATH_WIDTH, textWidth(printable(path)));
  const first = `${padRight(printable(path), wide)}  ${printable(what)}`.trimEnd();
  const indent = " ".repeat(PATH_WIDTH + 2);
  return [
    first,
    ...(byIdPath === undefined ? [] : [`${indent}${printable(byIdPath)}`]),
    ...(problem === undefined ? [] : [`${indent}${printable(problem)}`]),
  ].map((line) => `${line}\n`).join("");
}

/** As `lsusb` writes it: `0403:6001`. */
function usbId({ usbVendorId, usbProductId }: SerialPortInfo): string | undefined {
  if (usbVendorId === undefined || usbProductId === undefined) return undefined;
  const hex = (id: number): string => id.toString(16).padStart(4, "0");
  return `${hex(usbVendorId)}:${hex(usbProductId)}`;
}
