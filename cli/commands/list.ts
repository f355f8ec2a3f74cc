import { printable } from "../../lib/base/printable.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { format, FORMAT_HELP } from "../command_options.ts";
import type { Offer, Offers } from "../channels.ts";
import { EXIT } from "../exit_code.ts";
import type { Format } from "../kind.ts";
import type { Io } from "../io.ts";
import { faultText } from "../quality_text.ts";
import { csvLine, jsonLine } from "../rows.ts";
import { padRight, textWidth } from "../text_width.ts";
import { UsageError } from "../usage_error.ts";

const OPTIONS = { format } as const;

const HELP = `\
Shows every channel: its name, its unit, which way its values come, and why it is not available
if it is not.

Usage: readout list [--format FORMAT]

Options:
${FORMAT_HELP}
  -h, --help         shows this

Examples:
  readout list
  readout list --format csv > channels.csv
`;

/** Prints every channel: name, unit, which way its values come, and why it is not available. */
export const list: Command = command({
  options: OPTIONS,
  help: HELP,
  async run(args, io, parts): Promise<number> {
    await using offers = await parts.openOffers(io);
    return await printOffers(args, io, offers);
  },
});

async function printOffers(args: Args<typeof OPTIONS>, io: Io, offers: Offers): Promise<number> {
  if (args.operands.length > 0) {
    throw new UsageError("list", ['it takes no names; "readout read NAME" reads a channel']);
  }
  await io.write(text(offers.all, args.format ?? "table", io.isTerminal));
  return EXIT.ok;
}

function text(offers: readonly Offer[], format: Format | undefined, header: boolean): string {
  switch (format) {
    case "csv":
      return [
        csvLine(["channel", "unit", "via", "available", "why"]),
        ...offers.map(({ channel, via, missing }) => {
          return csvLine([channel.name, channel.unit, via, missing === undefined, why(missing)]);
        }),
      ].join("");
    case "jsonl":
      return offers.map(({ channel: { name, unit }, via, missing }) => {
        return jsonLine({ channel: name, unit, via, available: missing === undefined, missing });
      }).join("");
    default:
      return table(offers, header);
  }
}

function why(missing: Offer["missing"]): string | null {
  return missing === undefined ? null : `${missing.code}: ${missing.message}`;
}

function table(offers: readonly Offer[], header: boolean): string {
  const lines = offers.map(({ channel, via, missing }) => {
    const available = missing === undefined ? "yes" : `no: ${faultText(missing, channel.name)}`;
    return [printable(channel.name), printable(channel.unit), printable(via), available];
  });
  if (header) lines.unshift(["Channel", "Unit", "Via", "Available"]);
  const widths = [0, 1, 2].map((at) => Math.max(...lines.map((line) => textWidth(line[at]!))));
  return lines.map((line) => {
    return `${line.map((cell, at) => padRight(cell, widths[at] ?? 0)).join("  ").trimEnd()}\n`;
  }).join("");
}
