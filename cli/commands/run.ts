import { healthText } from "../../lib/rig/health/health_text.ts";
import type { RigHealth } from "../../lib/rig/health/rig_health.ts";
import { textOfNotice } from "../../lib/rig/notice_text.ts";
import { openSystemdNotifier } from "../../lib/rig/notify/systemd_notifier.ts";
import type { Rig } from "../../lib/rig/rig.ts";
import type { RigReport } from "../../lib/rig/rig_report.ts";
import type { RigSink } from "../../lib/rig/rig_sink.ts";
import { startRig } from "../../lib/rig/run_rig.ts";
import type { RunningRig } from "../../lib/rig/run/running_rig.ts";
import type { RunRigOptions } from "../../lib/rig/run_options.ts";
import { catchUncaught } from "../../lib/rig/uncaught.ts";
import { printable } from "../../lib/base/printable.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { format, FORMAT_HELP, TIMES_HELP } from "../command_options.ts";
import { crashOptions } from "../crash_options.ts";
import { EXIT } from "../exit_code.ts";
import { HealthLines } from "../health_lines.ts";
import type { Io } from "../io.ts";
import { DURATION, TEXT } from "../kind.ts";
import { LiveTable } from "../live_table.ts";
import { one } from "../option.ts";
import { rigAt } from "../rig_at.ts";
import { type RowFormat, rowsOf } from "../rows.ts";
import { stepText } from "../step_text.ts";
import { tellOfCrashes } from "../tell_of_crashes.ts";
import { UsageError } from "../usage_error.ts";

const OPTIONS = { forMs: one("for", DURATION), crashes: one("crashes", TEXT), format } as const;

const HELP = `\
Runs a rig until it is stopped. On a terminal it redraws a table of the channels, and below it what
does not work, since when and why; into a pipe or a file it prints one row for each reading, and
tells the rest on standard error.

Usage: readout run RIG [OPTION]...

Options:
  --for TIME         ends after this time; default: goes on until Ctrl-C
  --crashes DIR      where it leaves a file if it ends by a fault; default: readout/crashes in
                     $XDG_STATE_HOME or ~/.local/state
${FORMAT_HELP}
  -h, --help         shows this

${TIMES_HELP}
Ctrl-C, SIGTERM, an interlock, a critical channel that fails for good and a mistake in the rig's own
program end it through its safe sequence, which is run once. Ends with 0 if it was stopped, with 1
if a fault ended it, with 2 if the rig is wrong and nothing was touched, and with 3 if it is not
known whether its safe state was reached. If systemd wants to know how it is, it is told.

Examples:
  readout run vessel.ts
  readout run vessel.yaml --for 1h --format jsonl > vessel.jsonl
`;

/** Runs a rig. */
export const run: Command = command({ options: OPTIONS, help: HELP, run: runAt });

/** Should the clock itself be wrong: longer than a rig takes to end, in ms. */
const LONGEST_MS = 60_000;
/** How many rows may wait for who reads them; the oldest are dropped, and counted. */
const ROWS_WAITING = 10_000;

async function runAt(args: Args<typeof OPTIONS>, io: Io): Promise<number> {
  const [path, ...rest] = args.operands;
  if (path === undefined || rest.length > 0) throw new UsageError("run", ["it takes one rig"]);
  const rig = await rigAt(path, "run", io);
  const crash = crashOptions(args.crashes);
  if (crash) await tellOfCrashes(crash, io);
  io.grace = { ms: LONGEST_MS, code: EXIT.unsafe };
  using uncaught = catchUncaught();
  using limit = timeLimit(args.forMs, io);
  await using notifier = await openNotifier(io);
  const common: RunRigOptions = {
    ...{ clock: io.clock, signal: limit.signal, uncaught: uncaught.signal, crash },
    notifier,
  };
  const report = io.isTerminal && args.format === undefined
    ? await showTable(rig, common, io)
    : await printRows(
      rig,
      common,
      rowsOf(args.format ?? "table", Object.keys(rig.channels), io.isTerminal),
      io,
    );
  await tellEnd(report, io);
  return report.exitCode;
}

async function showTable(rig: Rig, options: RunRigOptions, io: Io): Promise<RigReport> {
  let table: LiveTable | undefined = undefined;
  const running = await started(rig, {
    ...options,
    onReading: (reading) => table?.take(reading),
  });
  const footer = (): string[] => healthText(running.health());
  table = new LiveTable(io, running.channels, rig.everyMs ?? 1_000, footer);
  const done = new AbortController();
  const drawing = table.run(done.signal);
  const report = await running.ended;
  done.abort();
  await drawing;
  return report;
}

async function printRows(
  rig: Rig,
  options: RunRigOptions,
  rows: RowFormat,
  io: Io,
): Promise<RigReport> {
  let said: Promise<void> = Promise.resolve();
  const complain = (text: string): void => void (said = said.then(() => io.complain(text)));
  const lines = new HealthLines(io.clock, complain);
  const output: RigSink = {
    ...{ name: "standard output", capacity: ROWS_WAITING, overflow: "drop-oldest" },
    write: (reading) => io.write(rows.row(reading)),
  };
  if (rows.header !== "") await io.write(rows.header);
  const running = await started(rig, {
    ...options,
    sinks: [output],
    onHealth: (health: RigHealth) => lines.take(health),
    onNotice: (notice) => complain(`${printable(textOfNotice(notice), 400)}\n`),
  });
  const report = await running.ended;
  lines.end();
  await said;
  return report;
}

/** A rig that cannot be run is wrong usage. */
async function started(rig: Rig, options: RunRigOptions): Promise<RunningRig> {
  try {
    return await startRig(rig, options);
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError("run", [error.message]);
    throw error;
  }
}

async function tellEnd(
  { rig, why, safe, isSafe, notDone, crashFile }: RigReport,
  io: Io,
): Promise<void> {
  const lines = [
    `${printable(rig)}: ${why}`,
    ...(safe?.steps ?? []).map((step) => `  ${stepText(step)}`),
    ...(safe ? [isSafe ? "  it is safe" : "  it is NOT KNOWN TO BE SAFE"] : []),
    ...notDone.map((text) => `  ${text}`),
    ...(crashFile === undefined ? [] : [`  what is known of it: readout crash ${crashFile}`]),
  ];
  await io.complain(lines.map((line) => `${printable(line, 600)}\n`).join(""));
}

async function openNotifier(io: Io): Promise<RunRigOptions["notifier"]> {
  try {
    return await openSystemdNotifier();
  } catch (error) {
    if (!(error instanceof ReadoutError)) throw error;
    await io.complain(`readout: ${printable(error.message)}\n`);
    return undefined;
  }
}

/** A signal that aborts when the command is stopped, or when `forMs` have passed. */
function timeLimit(forMs: number | undefined, io: Io): { signal: AbortSignal } & Disposable {
  if (forMs === undefined) return { signal: io.signal, [Symbol.dispose]: () => {} };
  const over = new AbortController();
  const cancel = io.clock.timer(forMs, () => over.abort("its time is over"));
  return { signal: AbortSignal.any([io.signal, over.signal]), [Symbol.dispose]: cancel };
}
