import type { SerialPortInfo } from "../lib/transport/serial/list_serial_ports.ts";
import type { Args, Options } from "./args.ts";
import type { Offers } from "./channels.ts";
import type { OpenMonitor, PreparePage } from "./open_monitor.ts";
import type { Io } from "./io.ts";
import type { OpenPrompt } from "./prompt.ts";

/** What commands work with; a test brings its own. */
export interface Parts {
  /** Opens the channels of this computer. */
  openOffers(io: Io): Promise<Offers>;
  /** Opens the live page. Default: the page of this project. */
  readonly openMonitor?: OpenMonitor;
  /** Gets ready to open a page that is fed from outside. Default: that of this project. */
  readonly preparePage?: PreparePage;
  /** Lists the serial ports. Default: those of this computer. */
  readonly listPorts?: () => Promise<readonly SerialPortInfo[]>;
  /** Asks a person for lines. Default: on standard input. */
  readonly openPrompt?: OpenPrompt;
}

/** A command: its options, what it says of itself, and what it does. */
export interface Command<O extends Options = Options> {
  /** Its options. */
  readonly options: O;
  /** What `readout COMMAND --help` prints. */
  readonly help: string;
  /** Does it; returns the exit code. */
  readonly run: (args: Args<O>, io: Io, parts: Parts) => Promise<number>;
}

/** Makes a command whose options and arguments fit together. */
export function command<const O extends Options>(definition: Command<O>): Command {
  return definition as unknown as Command;
}
