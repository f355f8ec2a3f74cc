import type { ErrorChecks } from "../lib/instrument/scpi_options.ts";
import type { ScpiInstrument } from "../lib/instrument/scpi.ts";
import { openScpi } from "../lib/open/open_scpi.ts";
import { isQuery } from "../lib/protocol/scpi/query_count.ts";
import { DURATION, oneOf } from "./kind.ts";
import { one } from "./option.ts";
import { UsageError } from "./usage_error.ts";
import type { CommandName } from "./command_name.ts";

/** The options of each command that talks to an instrument. */
export const LINK_OPTIONS = {
  timeoutMs: one("timeout", DURATION),
  errors: one("errors", oneOf(["never", "after-set", "after-all"])),
} as const;

/** What the help says of addresses and of these options. */
export const ADDRESS_HELP = `\
An ADDRESS is a VISA resource string or a URL: TCPIP::10.0.0.7::5025::SOCKET, tcp://10.0.0.7:5025,
serial:///dev/ttyUSB0?baudRate=9600, unix:///run/instrument.`;

/** What the help says of these options. */
export const LINK_HELP = `\
  --timeout TIME     the longest wait for an answer to begin; default: 1s
  --errors WHEN      asks SYST:ERR? whether something was refused: never, after-set (after each
                     command) or after-all; default: never`;

/** How an instrument is to be opened, as the command line says. */
export interface ScpiAtOptions {
  readonly timeoutMs: number | undefined;
  readonly errors: ErrorChecks | undefined;
}

/** Opens the instrument at an address; an address that is none is wrong usage. */
export async function openScpiAt(
  address: string,
  { timeoutMs, errors = "never" }: ScpiAtOptions,
  signal: AbortSignal,
  command: CommandName,
): Promise<ScpiInstrument> {
  try {
    return await openScpi(address, { replyTimeoutMs: timeoutMs, errors, signal });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(command, [error.message]);
    throw error;
  }
}

/** Sends a line: the answer if it is a question, `undefined` if it is a command. */
export async function exchange(
  instrument: ScpiInstrument,
  line: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (isQuery(line)) return await instrument.query(line, { signal });
  await instrument.write(line, { signal });
  return undefined;
}
