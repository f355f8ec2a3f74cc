import type { CommandName } from "./command_name.ts";

const FORMAT = `\
  --format FORMAT    table, csv or jsonl (one JSON object a line); default: table`;

const TIMEOUT = `\
  --timeout TIME     the longest that one read may take; default: 2s`;

const TIMES = `\
A TIME is a number with a unit: 250ms, 10s, 5min, 1h.`;

const HELP: Readonly<Record<CommandName, string>> = {
  list: `\
Shows every channel: its name, its unit, which way its values come, and why it is not available
if it is not.

Usage: readout list [--format FORMAT]

Options:
${FORMAT}
  -h, --help         shows this

Examples:
  readout list
  readout list --format csv > channels.csv
`,
  read: `\
Reads channels once, all at the same time, and prints the readings.

Usage: readout read NAME... [--timeout TIME] [--format FORMAT]

Options:
${TIMEOUT}
${FORMAT}
  -h, --help         shows this

${TIMES}
Ends with 1 if a reading is bad.

Examples:
  readout read cpu
  readout read cpu memory --timeout 500ms
  readout read battery --format jsonl
`,
  watch: `\
Reads channels again and again. On a terminal it redraws a table (Tag, Value, Unit, Quality, Age
and the last values as bars); into a pipe or a file it prints one row for each reading.

Usage: readout watch NAME... [OPTION]...

Options:
  --every TIME       how often each channel is read, 10ms or more; default: 500ms
  --for TIME         ends after this time; default: goes on until Ctrl-C
  --count N          ends after N readings of each channel; default: goes on until Ctrl-C
${TIMEOUT}
${FORMAT}
  -h, --help         shows this

${TIMES}
Ends with 1 if a reading was bad.

Examples:
  readout watch cpu memory
  readout watch sine noise --every 250ms --for 10s
  readout watch cpu --every 1s --count 60 --format csv > cpu.csv
  readout watch cpu --format jsonl | head -1
`,
  serve: `\
Shows channels live in a browser, and on a terminal as "readout watch" does. With no NAME it shows
what this computer has, and a sine.

Usage: readout serve [NAME]... [OPTION]...

Options:
  --every TIME       how often each channel is read, 10ms or more; default: 500ms
${TIMEOUT}
  --port PORT        the port to serve at; default: 8000, or the next one that is free
  --host ADDRESS     the address of this computer alone to serve at; default: 127.0.0.1
  --allow-host NAME  another name under which browsers may ask, such as that of a proxy in
                     front, which checks who asks; may be repeated
  --open             opens the page in a browser
  -h, --help         shows this

${TIMES}
Ends at Ctrl-C with 0.

Examples:
  readout serve --open
  readout serve cpu memory --every 1s --port 9000
  readout serve --allow-host lab-pc.example
`,
};

/** What `readout COMMAND --help` prints. */
export function commandHelp(command: CommandName): string {
  return HELP[command];
}

/**
 * What `readout --help` prints.
 *
 * @param address Where the program was started from, for the line that starts it.
 */
export function generalHelp(address: string): string {
  return `\
Readout reads this computer's sensors and signal generators, in the terminal and in a browser.

Usage: readout COMMAND [NAME]... [OPTION]...

Commands:
  list     shows every channel, and why one is not available
  read     reads channels once
  watch    reads channels again and again
  serve    shows channels live in a browser

Options:
  -h, --help   shows this, or with a command what that command does
  --version    shows the version

Examples:
  readout list
  readout read cpu memory
  readout watch cpu --every 250ms --for 10s
  readout serve --open

Ends with:
  0    done
  1    a reading was bad, or something failed
  2    the command line is wrong; nothing was read
  130  stopped by Ctrl-C (SIGINT); 143: by SIGTERM; "serve", which ends in no other way: 0

Colours are left out if NO_COLOR is set.

readout stands for:
  deno run --no-prompt -A --unstable-bundle ${address}
and this makes it a command:
  deno install -g --name readout --no-prompt -A --unstable-bundle ${address}
`;
}
