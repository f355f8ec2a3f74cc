import { SUMMARIES } from "./command_name.ts";

const COMMANDS = Object.entries(SUMMARIES)
  .map(([name, summary]) => `  ${name.padEnd(8)} ${summary}`)
  .join("\n");

/**
 * What `readout --help` prints.
 *
 * @param address Where the program was started from, for the line that starts it.
 */
export function generalHelp(address: string): string {
  return `\
Readout reads instruments and this computer's sensors, and shows them in the terminal and in a
browser; a rig goes on when one of them fails, and is made safe when it ends.

Usage: readout COMMAND [NAME]... [OPTION]...

Commands:
${COMMANDS}

Options:
  -h, --help   shows this, or with a command what that command does
  --version    shows the version

Examples:
  readout list
  readout read cpu memory
  readout watch cpu --every 250ms --for 10s
  readout serve --open
  readout query tcp://10.0.0.7:5025 "*IDN?"
  readout init && readout run rig.yaml --page

Ends with:
  0    done
  1    a reading was bad, or something failed
  2    the command line, or a rig, is wrong; nothing was touched
  3    a rig has ended, and it is not known whether its safe state was reached
  130  stopped by Ctrl-C (SIGINT); 143: by SIGTERM; "serve", which ends in no other way: 0

Colours are left out if NO_COLOR is set.

readout stands for:
  deno run --no-prompt -A --unstable-bundle ${address}
and this makes it a command:
  deno install -g --name readout --no-prompt -A --unstable-bundle ${address}
`;
}
