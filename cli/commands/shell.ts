import type { ScpiInstrument } from "../../lib/instrument/scpi.ts";
import { printable } from "../../lib/base/printable.ts";
import { toFault } from "../../lib/base/readout_error.ts";
import type { Args } from "../args.ts";
import { type Command, command, type Parts } from "../command.ts";
import { TIMES_HELP } from "../command_options.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import type { OpenPrompt, Prompt } from "../prompt.ts";
import { ADDRESS_HELP, exchange, LINK_HELP, LINK_OPTIONS, openScpiAt } from "../scpi_at.ts";
import { ShellHistory } from "../shell_history.ts";
import { stoppable } from "../stoppable.ts";
import { printTrace, TRACE_FORMS } from "../print_trace.ts";
import { UsageError } from "../usage_error.ts";

const HELP = `\
Talks to an instrument that speaks SCPI, line by line. A line with a question mark is a question;
any other is a command, and has no answer. Lines that begin with a dot are for Readout: .help lists
them. What was typed is there again with the arrow keys, the next time too.

Usage: readout shell ADDRESS [OPTION]...

${ADDRESS_HELP}

Options:
${LINK_HELP}
  -h, --help         shows this

${TIMES_HELP}
Ctrl-C gives up a question that is under way, and ends the shell if there is none; so does Ctrl-D.
Lines may also come from a pipe: it then ends with 1 at the first that fails.

Examples:
  readout shell tcp://10.0.0.7:5025
  readout shell serial:///dev/ttyUSB0?baudRate=9600 --timeout 5s < commands.txt
`;

const DOT_HELP = `\
.help     shows this
.stats    what happened on this connection so far, as numbers
.trace    what went over the wire; .trace sequence, .trace timeline and .trace replay show it
          as a Mermaid chart, as a Chrome trace and as a script
.quit     ends
`;

const GIVEN_UP = new Error("Given up");

/** Talks to an instrument, line by line. */
export const shell: Command = command({
  options: LINK_OPTIONS,
  help: HELP,
  run: (args, io, parts) => stoppable(io, () => open(args, io, parts)),
});

async function open(args: Args<typeof LINK_OPTIONS>, io: Io, parts: Parts): Promise<number> {
  const [address, ...rest] = args.operands;
  if (address === undefined || rest.length > 0) {
    throw new UsageError("shell", ["it takes one address"]);
  }
  const { openPrompt = openReadline } = parts;
  await using instrument = await openScpiAt(address, args, io.signal, "shell");
  const file = io.isTerminal ? new ShellHistory() : undefined;
  using prompt = await openPrompt(await file?.load() ?? []);
  const code = await new Shell(instrument, prompt, io).run();
  await file?.save(prompt.history);
  return code;
}

const openReadline: OpenPrompt = async (history) => {
  const { ReadlinePrompt } = await import("../readline_prompt.ts");
  return new ReadlinePrompt(history);
};

class Shell {
  readonly #instrument: ScpiInstrument;
  readonly #prompt: Prompt;
  readonly #io: Io;
  /** What Ctrl-C gives up. */
  #giveUp: AbortController | undefined;

  constructor(instrument: ScpiInstrument, prompt: Prompt, io: Io) {
    this.#instrument = instrument;
    this.#prompt = prompt;
    this.#io = io;
  }

  /** Goes on until the input ends; returns the exit code. */
  async run(): Promise<number> {
    const { signal } = this.#io;
    const leave = (): void => this.#prompt[Symbol.dispose]();
    signal.addEventListener("abort", leave, { once: true });
    this.#prompt.onInterrupt(() => this.#giveUp ? this.#giveUp.abort(GIVEN_UP) : leave());
    if (this.#prompt.isInteractive) await this.#greet();
    for (;;) {
      const line = (await this.#prompt.ask())?.trim();
      signal.throwIfAborted();
      if (line === undefined || line === ".quit") return EXIT.ok;
      if (line === "") continue;
      const isDone = await this.#answer(line);
      if (!isDone && !this.#prompt.isInteractive) return EXIT.fault;
    }
  }

  async #greet(): Promise<void> {
    const { signal } = this.#io;
    const identity = printable(await this.#instrument.query("*IDN?", { signal }));
    await this.#io.write(`${identity}\n.help shows what else there is; Ctrl-D ends\n`);
  }

  /** Whether it could be done. */
  async #answer(line: string): Promise<boolean> {
    const giveUp = this.#giveUp = new AbortController();
    try {
      const text = line.startsWith(".")
        ? this.#dot(line)
        : await this.#exchange(line, AbortSignal.any([this.#io.signal, giveUp.signal]));
      if (text !== undefined) await this.#io.write(`${text}\n`);
      return true;
    } catch (error) {
      if (error === this.#io.signal.reason) throw error;
      const why = error === GIVEN_UP ? GIVEN_UP.message : toFault(error).message;
      await this.#io.complain(`${printable(why)}\n`);
      return false;
    } finally {
      this.#giveUp = undefined;
    }
  }

  async #exchange(line: string, signal: AbortSignal): Promise<string | undefined> {
    const answer = await exchange(this.#instrument, line, signal);
    return answer === undefined ? undefined : printable(answer);
  }

  #dot(line: string): string {
    const [name, as = "text"] = line.split(/\s+/);
    if (name === ".help") return DOT_HELP.trimEnd();
    if (name === ".stats") return JSON.stringify(this.#instrument.link.stats());
    const form = TRACE_FORMS.find((form) => form === as);
    if (name === ".trace" && form) return printTrace(this.#instrument.link, form).trimEnd();
    throw new Error(`Cannot understand ${line}: .help shows what there is`);
  }
}
