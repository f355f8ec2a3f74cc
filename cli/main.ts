/**
 * The command line of Readout: `deno run --no-prompt -A cli/main.ts --help` says what it can do.
 *
 * @module
 */
import { run } from "./run.ts";
import { openTerminal } from "./terminal.ts";

if (import.meta.main) Deno.exit(await run(Deno.args, openTerminal()));
