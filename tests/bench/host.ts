import type { HostSystem } from "../../lib/source/host/host_system.ts";
import { denoSystem } from "../../lib/source/host/deno_system.ts";
import { type Host, openHost } from "../../lib/source/host/open_host.ts";
import { Peer } from "./peers/peer.ts";
import { compare, sayGoal, usPerOp } from "./rounds.ts";

const READS = 500;
const ROUNDS = 41; // short ones, so that what else runs here hits few of them
const GOAL = 2.5;
const KEPT_OPEN = "Readout, /proc kept open";

/** This computer as it is with `--allow-sys` alone. */
const SYS_ALONE: HostSystem = { ...denoSystem, granted: ({ name }) => name === "sys" };

/** How often a second the processor's load and the memory can be read, beside psutil. */
export async function run(): Promise<void> {
  await using peer = await Peer.startPython("host_psutil.py");
  if (peer === undefined) return;
  using full = openHost();
  using limited = openHost({ system: SYS_ALONE });
  const rows = await compare({
    title: "This computer's sensors: the processor's load and the memory",
    figure: "pairs per second",
    rounds: ROUNDS,
    baseline: "psutil cpu_percent() + virtual_memory()",
    variants: {
      "psutil cpu_percent() + virtual_memory()": async () => 1e6 / await peer.figure(READS),
      [KEPT_OPEN]: () => pairsPerSecond(full, READS),
      "Readout, Deno's own calls": () => pairsPerSecond(limited, READS / 10),
    },
  });
  sayGoal(rows, KEPT_OPEN, `at least ${GOAL}x psutil's rate`, { least: GOAL });
  console.log();
}

async function pairsPerSecond(host: Host, pairs: number): Promise<number> {
  const cpu = host.cpu();
  const memory = host.memory();
  await cpu.read(); // its baseline
  const us = await usPerOp(pairs, async () => {
    for (let pair = 0; pair < pairs; pair++) {
      const load = await cpu.tryRead();
      const share = await memory.tryRead();
      if (load.status === "bad" || share.status === "bad") throw new Error("a reading is bad");
    }
  });
  return 1e6 / us;
}
