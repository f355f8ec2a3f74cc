import type { CommandName } from "./command_name.ts";
import type { Command, Parts } from "./command.ts";
import { EXIT } from "./exit_code.ts";
import type { Io } from "./io.ts";

/** How each command is loaded. */
export const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  list: async () => (await import("./commands/list.ts")).list,
  read: async () => (await import("./commands/read.ts")).read,
  watch: async () => (await import("./commands/watch.ts")).watch,
  serve: async () => (await import("./commands/serve.ts")).serve,
  query: async () => (await import("./commands/query.ts")).query,
  shell: async () => (await import("./commands/shell.ts")).shell,
  trace: async () => (await import("./commands/trace.ts")).trace,
  ports: async () => (await import("./commands/ports.ts")).ports,
  init: async () => (await import("./commands/init.ts")).init,
  check: async () => (await import("./commands/check.ts")).check,
  run: async () => (await import("./commands/run.ts")).run,
  simulate: async () => (await import("./commands/simulate.ts")).simulate,
  safe: async () => (await import("./commands/safe.ts")).safe,
  crash: async () => (await import("./commands/crash.ts")).crash,
  sim: async () => (await import("./commands/sim.ts")).sim,
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
    const { generalHelp } = await import("./general_help.ts");
    const help = generalHelp(Deno.mainModule);
    if (helpFirst) return await print(help, io);
    await io.complain(help);
    return EXIT.usage;
  }
  if (!isCommand(name)) {
    const { unknownCommand } = await import("./explain.ts");
    throw unknownCommand(name);
  }
  const command = await COMMANDS[name]();
  if (helpFirst || asksForHelp(rest)) return await print(command.help, io);
  const { parseCommand } = await import("./args.ts");
  return await command.run(parseCommand(name, command.options, rest), io, parts);
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
