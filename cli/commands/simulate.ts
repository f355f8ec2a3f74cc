import type { SimulationProgress } from "../../lib/rig/simulate/simulate_options.ts";
import { simulateRig } from "../../lib/rig/simulate/simulate_rig.ts";
import { FAULT_NAMES } from "../../lib/simulator/fault/fault_kind.ts";
import type { FaultPlan } from "../../lib/simulator/fault/fault_plan.ts";
import { parseFaults } from "../../lib/simulator/fault/parse_faults.ts";
import { printable } from "../../lib/base/printable.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { type Kind, oneOf, SEED, TEXT } from "../kind.ts";
import { one } from "../option.ts";
import { rigAt } from "../rig_at.ts";
import { simulationText, span } from "../simulation_text.ts";
import { stoppable } from "../stoppable.ts";
import { UsageError } from "../usage_error.ts";

const MOST_DAYS = 3_660;

const DAYS: Kind<number> = {
  expected: `a number of days above 0, to ${MOST_DAYS}, such as 30 or 0.5`,
  parse(text) {
    const days = /^\d{1,4}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
    return days > 0 && days <= MOST_DAYS ? days : undefined;
  },
};

const OPTIONS = {
  days: one("days", DAYS),
  seed: one("seed", SEED),
  faults: one("faults", TEXT),
  format: one("format", oneOf(["text", "jsonl"])),
} as const;

const HELP = `\
Simulates a rig for days or months, in minutes: its instruments and sensors are simulated, fail, go
away and come back, and so do sinks; the clock steps. Checks all the while that what a rig promises
holds. Touches nothing real. The same rig, days and seed are the same to the last byte.

Usage: readout simulate RIG [OPTION]...

Options:
  --days DAYS        how long, in days of the rig's time; default: 1
  --seed NUMBER      chooses all that is left to chance; default: 1
  --faults PLAN      what befalls replies and connections in rough weather: late=5%,reset=1%; or
                     none: nothing goes wrong at all; default: a little of everything
  --format FORMAT    text, or jsonl: everything that happens, and then the report; default: text
  -h, --help         shows this

Faults: ${FAULT_NAMES.slice(0, 10).join(", ")},
  ${FAULT_NAMES.slice(10).join(", ")}; late, split, away and slow take a .ms.
Ends with 0 if all held, and with 1 if not; then it says what and when, and how to see it again.

Examples:
  readout simulate vessel.ts --days 30 --seed 7
  readout simulate vessel.yaml --faults late=10%,late.ms=3000
  readout simulate vessel.yaml --days 0.1 --format jsonl | grep '"event"'
`;

/** Runs a rig in virtual time, with everything around it simulated. */
export const simulate: Command = command({ options: OPTIONS, help: HELP, run: simulateAt });

async function simulateAt(args: Args<typeof OPTIONS>, io: Io): Promise<number> {
  const [path, ...rest] = args.operands;
  if (path === undefined || rest.length > 0) {
    throw new UsageError("simulate", ["it takes one rig"]);
  }
  const { days = 1, seed = 1, faults, format = "text" } = args;
  const isCalm = faults === "none";
  const plan = isCalm ? undefined : planOf(faults);
  const rig = await rigAt(path, "simulate", io);
  const startMs = io.clock.nowMs();
  return await stoppable(io, async () => {
    const report = await simulateRig(rig, {
      ...{ days, seed, faults: plan, isCalm, signal: io.signal, heapBytes: heapMeter() },
      threads: navigator.hardwareConcurrency,
      onProgress: progressOn(io, days),
      onLines: format === "jsonl" ? (lines) => io.write(lines) : undefined,
    });
    const tookMs = io.clock.nowMs() - startMs;
    await io.write(format === "jsonl" ? `${JSON.stringify(report)}\n` : simulationText(report));
    if (format === "text") await io.write(`took ${span(tookMs)}${rate(report.readings, tookMs)}\n`);
    if (report.violations.length === 0) return EXIT.ok;
    const again = `readout simulate ${printable(path, 200)} --days ${days} --seed ${seed}` +
      (faults === undefined ? "" : ` --faults ${faults}`);
    await io.complain(`readout: a check failed with seed ${seed}; to see it again: ${again}\n`);
    return EXIT.fault;
  });
}

/** Shows on a terminal how far it is, at most four times a second. */
function progressOn(
  io: Io,
  days: number,
): ((progress: SimulationProgress) => Promise<void>) | undefined {
  if (!io.isTerminal) return undefined;
  const allMs = days * 86_400_000;
  let shownMs = -Infinity;
  return async ({ simulatedMs, readings, violations }) => {
    const nowMs = io.clock.nowMs();
    const isOver = simulatedMs >= allMs;
    if (!isOver && nowMs - shownMs < 250) return;
    shownMs = nowMs;
    const text = `${span(simulatedMs)} of ${span(allMs)}, ${readings} readings, ` +
      `${violations.length === 0 ? "all holds" : "something FAILED"}`;
    await io.complain(isOver ? "\r\x1b[K" : `\r${text}\x1b[K`);
  };
}

function rate(readings: number, tookMs: number): string {
  return tookMs < 1
    ? ""
    : `, ${Math.round(readings / tookMs * 1_000).toLocaleString("en")} readings/s`;
}

/** What measures the heap, if this process may collect its garbage (`--v8-flags=--expose-gc`). */
function heapMeter(): (() => number) | undefined {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) return undefined;
  return () => {
    gc();
    return Deno.memoryUsage().heapUsed;
  };
}

function planOf(text: string | undefined): FaultPlan | undefined {
  if (text === undefined) return undefined;
  try {
    return parseFaults(text);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new UsageError("simulate", [`--faults: ${error.message}`]);
  }
}
