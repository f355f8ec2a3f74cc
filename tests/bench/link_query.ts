import { systemClock } from "../../lib/base/system_clock.ts";
import { ScpiInstrument } from "../../lib/instrument/scpi.ts";
import { Link } from "../../lib/link/link.ts";
import type { TraceOptions } from "../../lib/link/trace/trace.ts";
import { openTcp } from "../../lib/transport/tcp/open_tcp.ts";
import { onOneCore } from "./peers/one_core.ts";
import { Peer } from "./peers/peer.ts";
import { compare, sayGoal } from "./rounds.ts";

const QUERIES = 5_000;
const INSTRUMENTS = 16;
const TRACED = "Readout, deadline and trace on";
const UNTRACED = "Readout, deadline on, trace off";

/** How often a second instruments answer a short query, beside pyvisa-py on the same server. */
export async function run(): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await using server = await Peer.startC("scpi_server.c", folder);
    await using pyvisa = await Peer.startPython("scpi_pyvisa.py");
    if (server === undefined || pyvisa === undefined) return;
    const port = await server.figure("port");
    await onOneCore([server.pid, pyvisa.pid], () => one(port, pyvisa));
    await many(port, pyvisa);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function one(port: number, pyvisa: Peer): Promise<void> {
  await using traced = instrument(port);
  await using untraced = instrument(port, { entries: 0 });
  const rows = await compare({
    rounds: 15,
    title: "One instrument, asked and answered, all on one core",
    figure: "queries per second",
    baseline: "pyvisa-py query()",
    variants: {
      "pyvisa-py query()": () => pyvisa.figure("query", port, QUERIES),
      [TRACED]: () => perSecond([traced], QUERIES),
      [UNTRACED]: () => perSecond([untraced], QUERIES),
    },
  });
  sayGoal(rows, TRACED, "at least 1.25x pyvisa-py", { least: 1.25 });
  console.log();

  const costs = await compare({
    rounds: 25,
    title: "What the trace costs",
    figure: "queries per second",
    baseline: UNTRACED,
    variants: {
      [UNTRACED]: () => perSecond([untraced], QUERIES),
      [TRACED]: () => perSecond([traced], QUERIES),
    },
  });
  sayGoal(costs, TRACED, "at least 0.97x without", { least: 0.97 });
  console.log();
}

async function many(port: number, pyvisa: Peer): Promise<void> {
  const name = `Readout, ${INSTRUMENTS} at once`;
  const instruments = Array.from({ length: INSTRUMENTS }, () => instrument(port));
  const rows = await compare({
    rounds: 15,
    title: `${INSTRUMENTS} instruments at once, on all cores`,
    figure: "queries per second",
    baseline: `pyvisa-py, ${INSTRUMENTS} threads`,
    variants: {
      [`pyvisa-py, ${INSTRUMENTS} threads`]: () => pyvisa.figure("threads_16", port, QUERIES),
      [name]: () => perSecond(instruments, 5 * QUERIES),
    },
  });
  for (const each of instruments) await each[Symbol.asyncDispose]();
  sayGoal(rows, name, "at least 5x pyvisa-py's threads", { least: 5 });
  console.log();
}

function instrument(port: number, trace?: TraceOptions): ScpiInstrument {
  const hostname = "127.0.0.1";
  const open = (options: { signal?: AbortSignal | undefined }) =>
    openTcp({ hostname, port, ...options });
  return new ScpiInstrument(new Link({ address: `tcp://${hostname}:${port}`, open, trace }));
}

async function perSecond(
  instruments: readonly ScpiInstrument[],
  queries: number,
): Promise<number> {
  const each = Math.ceil(queries / instruments.length);
  const startMs = systemClock.nowMs();
  await Promise.all(instruments.map(async (instrument) => {
    for (let query = 0; query < each; query++) {
      if (Number(await instrument.query("MEAS:VOLT?")) !== 1.2345) throw new Error("another value");
    }
  }));
  return each * instruments.length / (systemClock.nowMs() - startMs) * 1_000;
}
