import type { CommandArgs } from "./args.ts";
import type { CommandName } from "./command_name.ts";
import type { Offers } from "./channels.ts";
import { EXIT } from "./exit_code.ts";
import type { Io } from "./io.ts";
import type { OpenMonitor } from "./serve.ts";

/** What commands work with; a test brings its own. */
export interface Parts {
  /** Opens the channels. */
  openOffers(io: Io): Promise<Offers>;
  /** Opens the live page. Default: the page of this project. */
  readonly openMonitor?: OpenMonitor;
}

type Command = (args: CommandArgs, io: Io, offers: Offers, parts: Parts) => Promise<number>;

const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  list: async () => (await import("./list.ts")).list,
  read: async () => (await import("./read.ts")).read,
  watch: async () => (await import("./watch.ts")).watch,
  serve: async () => {
    const { serve } = await import("./serve.ts");
    return (args, io, offers, parts) => serve(args, io, offers, parts.openMonitor);
  },
};

const PARTS: Parts = {
  openOffers: async (io) => (await import("./channels.ts")).openOffers(io.clock),
};

/**
 * Runs a command line. Everything but the choice of the command is loaded when it is needed, so
 * that `--help` is there at once.
 *
 * @param args The arguments, without the program's name.
 * @param io Where output goes, signals and time come from.
 * @param parts What commands work with.
 * @returns The exit code.
 */
export async function run(args: readonly string[], io: Io, parts = PARTS): Promise<number> {
  try {
    return await dispatch(args, io, parts);
  } catch (error) {
    const { explain } = await import("./explain.ts");
    return await explain(error, io);
  }
}

async function dispatch(args: readonly string[], io: Io, parts: Parts): Promise<number> {
  const [first, ...rest] = args;
  if (first === "--version") {
    const { VERSION } = await import("./version.ts");
    return await print(`${VERSION}\n`, io);
  }
  const helpFirst = first === "help" || first === "--help" || first === "-h";
  const name = helpFirst ? rest[0] : first;
  if (name === undefined) {
    const { generalHelp } = await import("./help.ts");
    const help = generalHelp(Deno.mainModule);
    if (helpFirst) return await print(help, io);
    await io.complain(help);
    return EXIT.usage;
  }
  if (!isCommand(name)) {
    const { unknownCommand } = await import("./explain.ts");
    throw unknownCommand(name);
  }
  if (helpFirst || asksForHelp(rest)) {
    return await print((await import("./help.ts")).commandHelp(name), io);
  }
  const parsed = (await import("./args.ts")).parseCommand(name, rest);
  const command = await COMMANDS[name]();
  using offers = await parts.openOffers(io);
  return await command(parsed, io, offers, parts);
}

async function print(text: string, io: Io): Promise<number> {
  await io.write(text);
  return EXIT.ok;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--"); // what follows is no option
  const options = end < 0 ? args : args.slice(0, end);
  return options.includes("--help") || options.includes("-h");
}
