import type { HostSystem } from "../../lib/source/host/host_system.ts";
import { denoSystem } from "../../lib/source/host/deno_system.ts";
import { type Host, openHost } from "../../lib/source/host/open_host.ts";
import { compare, usPerOp } from "./rounds.ts";

const PYTHON = "/usr/bin/python3";
const READS = 500;
const ROUNDS = 41; // short ones, so that what else runs here hits few of them
const GOAL = 2.5;

/** This computer as it is with `--allow-sys` alone. */
const SYS_ALONE: HostSystem = { ...denoSystem, granted: ({ name }) => name === "sys" };

/** How often a second the processor's load and the memory can be read, beside psutil. */
export async function run(): Promise<void> {
  const peer = new Deno.Command(PYTHON, {
    args: [new URL("./host_psutil.py", import.meta.url).pathname],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const questions = peer.stdin.getWriter();
  const answers = peer.stdout.pipeThrough(new TextDecoderStream()).getReader();

  async function psutil(): Promise<number> {
    await questions.write(new TextEncoder().encode(`${READS}\n`));
    let line = "";
    while (!line.endsWith("\n")) {
      const { value, done } = await answers.read();
      if (done) throw new Error("psutil has ended");
      line += value;
    }
    return 1e6 / Number(line);
  }

  const { done } = await answers.read(); // "ready"
  if (done) {
    console.log("Cannot compare with psutil: see above\n");
    return;
  }
  using full = openHost();
  using limited = openHost({ system: SYS_ALONE });
  const rows = await compare({
    title: "This computer's sensors: the processor's load and the memory",
    figure: "pairs per second",
    rounds: ROUNDS,
    baseline: "psutil cpu_percent() + virtual_memory()",
    variants: {
      "psutil cpu_percent() + virtual_memory()": psutil,
      "Readout, /proc kept open": () => pairsPerSecond(full, READS),
      "Readout, Deno's own calls": () => pairsPerSecond(limited, READS / 10),
    },
  });
  const { ratio } = rows.find(({ name }) => name.includes("/proc"))!;
  const verdict = ratio.median >= GOAL ? "kept" : "missed";
  console.log(`Goal: at least ${GOAL}x psutil's rate: ${verdict}, ${ratio.median.toFixed(2)}x\n`);
  await questions.close();
  await peer.status;
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
