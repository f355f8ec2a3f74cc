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
import { briefly } from "../briefly.ts";
import { type Command, command, type Parts } from "../command.ts";
import { Complaints } from "../complaints.ts";
import { format, FORMAT_HELP, TIMES_HELP } from "../command_options.ts";
import { crashOptions } from "../crash_options.ts";
import { endText } from "../end_text.ts";
import { EXIT, exitCodeOfStop } from "../exit_code.ts";
import { HealthLines } from "../health_lines.ts";
import { type Io, stopReason } from "../io.ts";
import { DURATION, HOST, PORT, TEXT } from "../kind.ts";
import { LiveTable } from "../live_table.ts";
import { flag, many, one } from "../option.ts";
import { rigAt } from "../rig_at.ts";
import { ACKNOWLEDGE_KEY, RigFooter } from "../rig_footer.ts";
import { RigPage } from "../rig_page.ts";
import { refuseSuspension } from "../refuse_suspension.ts";
import { type RowFormat, rowsOf } from "../rows.ts";
import { tellOfCrashes } from "../tell_of_crashes.ts";
import { tellOfUnforeseenExit } from "../unforeseen_exit.ts";
import { UsageError } from "../usage_error.ts";

const OPTIONS = {
  forMs: one("for", DURATION),
  crashes: one("crashes", TEXT),
  page: flag("page"),
  port: one("port", PORT),
  allowHosts: many("allow-host", HOST),
  format,
} as const;

const HELP = `\
Runs a rig until it is stopped. On a terminal it redraws a table of the channels, and below it the
alarms and what does not work, since when and why; the key "a" acknowledges the alarms that are
shown (on Linux with --allow-all: nothing less tells whose the keyboard is). Into a pipe or a file
it prints one row for each reading, and tells the rest on standard error.

Usage: readout run RIG [OPTION]...

Options:
  --for TIME         ends after this time; default: goes on until Ctrl-C
  --crashes DIR      where it leaves a file if it ends by a fault; default: readout/crashes in
                     $XDG_STATE_HOME or ~/.local/state
  --page             also shows all of it live in a browser on this computer; if the page cannot be
                     served, that is said, and the rig runs without it
  --port PORT        the port of the page; default: 8000, or the next one that is free
  --allow-host NAME  another name under which browsers may ask for the page, such as that of a
                     proxy in front, which checks who asks; may be repeated
${FORMAT_HELP}
  -h, --help         shows this

${TIMES_HELP}
Ctrl-C, SIGTERM, a terminal that is closed (unless it was started by nohup), an interlock, a
critical channel that fails for good and a mistake in the rig's own program end it through its safe
sequence, which is run once. Ends with 0 if it was stopped, with 1 if a fault ended it, with 2 if
the rig is wrong and nothing was touched, and with 3 if it is not known whether its safe state was
reached. Ctrl-Z does not suspend it: a rig that stands still watches nothing. If systemd wants to
know how it is, it is told.

Examples:
  readout run vessel.ts
  readout run vessel.yaml --page --port 9000
  readout run vessel.yaml --for 1h --format jsonl > vessel.jsonl
`;

/** Runs a rig. */
export const run: Command = command({ options: OPTIONS, help: HELP, run: runAt });

/** Should the clock itself be wrong: longer than a rig takes to end, in ms. */
const LONGEST_MS = 60_000;
/** How many rows may wait for who reads them; the oldest are dropped, and counted. */
const ROWS_WAITING = 10_000;

async function runAt(args: Args<typeof OPTIONS>, io: Io, parts: Parts): Promise<number> {
  const [path, ...rest] = args.operands;
  if (path === undefined || rest.length > 0) throw new UsageError("run", ["it takes one rig"]);
  const { page: hasPage, port, allowHosts: allowedHosts } = args;
  if (!hasPage && (port !== undefined || allowedHosts.length > 0)) {
    throw new UsageError("run", ["--port and --allow-host are for --page"]);
  }
  const rig = await rigAt(path, "run", io);
  const crash = await crashOptions(path, args.crashes);
  const stopped = stopReason(io);
  if (stopped !== undefined) return exitCodeOfStop(stopped); // nothing was touched
  io.grace = { ms: LONGEST_MS, code: EXIT.unsafe };
  using uncaught = catchUncaught();
  using _awake = refuseSuspension();
  using _ = (rig.safe ?? []).length > 0 ? tellOfUnforeseenExit(path) : undefined;
  const telling = crash && tellOfCrashes(crash, io);
  using limit = timeLimit(args.forMs, io);
  await using notifier = await openNotifier(io);
  await using page = hasPage
    ? await RigPage.prepare({ port, allowedHosts }, io, parts.preparePage)
    : undefined;
  const common: RunRigOptions = {
    ...{ clock: io.clock, signal: limit.signal, uncaught: uncaught.signal, crash },
    notifier,
  };
  const report = io.isTerminal && args.format === undefined
    ? await showTable({ rig, common, page, io })
    : await printRows(
      { rig, common, page, io },
      rowsOf(args.format ?? "table", Object.keys(rig.channels), io.isTerminal),
    );
  if (telling) await briefly(io, telling);
  await briefly(io, io.complain(endText(report, crash !== undefined)));
  return report.exitCode;
}

/** What is run, and where it is shown. */
interface Run {
  readonly rig: Rig;
  readonly common: RunRigOptions;
  readonly page: RigPage | undefined;
  readonly io: Io;
}

async function showTable({ rig, common, page, io }: Run): Promise<RigReport> {
  let table: LiveTable | undefined = undefined;
  const running = await started(rig, {
    ...common,
    onReading: (reading) => {
      table?.take(reading);
      page?.push(reading);
    },
    onHealth: (health) => page?.tell(health),
  });
  using keyboard = io.openKeyboard((key) => {
    if (key === ACKNOWLEDGE_KEY) footer.acknowledge();
  });
  const footer = new RigFooter(running, keyboard !== undefined);
  const periodMs = rig.everyMs ?? 1_000;
  table = new LiveTable(io, running.polled, periodMs, (most) => footer.lines(most));
  await page?.open(running);
  const done = new AbortController();
  const drawing = table.run(done.signal);
  const report = await running.ended;
  done.abort();
  await briefly(io, drawing);
  return report;
}

async function printRows({ rig, common, page, io }: Run, rows: RowFormat): Promise<RigReport> {
  const complaints = new Complaints(io);
  const lines = new HealthLines(io.clock, (text) => complaints.say(text));
  const output: RigSink = {
    ...{ name: "standard output", capacity: ROWS_WAITING, overflow: "drop-oldest" },
    write: (reading) => io.write(rows.row(reading)),
  };
  if (rows.header !== "") await io.write(rows.header);
  const running = await started(rig, {
    ...common,
    sinks: [output],
    onReading: (reading) => page?.push(reading),
    onHealth: (health: RigHealth) => {
      lines.take(health);
      page?.tell(health);
    },
    onNotice: (notice) => complaints.say(`${printable(textOfNotice(notice), 400)}\n`),
  });
  await page?.open(running);
  const report = await running.ended;
  lines.end();
  await briefly(io, complaints.said);
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
