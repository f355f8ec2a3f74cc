import { systemClock } from "../../lib/base/system_clock.ts";
import { ScpiInstrument } from "../../lib/instrument/scpi.ts";
import { Link } from "../../lib/link/link.ts";
import { openTcp } from "../../lib/transport/tcp/open_tcp.ts";
import { Peer } from "./peers/peer.ts";
import { compare, sayGoal } from "./rounds.ts";

const BLOCKS = 20;
const PEER_BLOCKS = 2;
const BLOCK_BYTES = 4_194_304;
const POINTS = BLOCK_BYTES / 2;
const INT16 = "Readout, int16 into one Float64Array";
const INT16_FRESH = "Readout, int16 to a new Float64Array each";
const FLOAT32 = "Readout, float32 to Float32Array";

/** How long a block of 4 MiB takes to become numbers, beside pyvisa-py with numpy on one server. */
export async function run(): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await using server = await Peer.startC("scpi_server.c", folder);
    await using pyvisa = await Peer.startPython("scpi_pyvisa.py");
    if (server === undefined || pyvisa === undefined) return;
    await blocks(await server.figure("port"), pyvisa);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function blocks(port: number, pyvisa: Peer): Promise<void> {
  const link = new Link({
    address: `tcp://127.0.0.1:${port}`,
    open: (options) => openTcp({ hostname: "127.0.0.1", port, ...options }),
  });
  await using scope = new ScpiInstrument(link);
  const little = { byteOrder: "little" } as const;
  const int16 = scope.block("CURV:I16?", { name: "int16", type: "int16", ...little });
  const float32 = scope.block("CURV:F32?", { name: "float32", type: "float32", ...little });

  const once = new Float64Array(POINTS);
  async function volts(out: () => Float64Array): Promise<number> {
    const startMs = systemClock.nowMs();
    for (let block = 0; block < BLOCKS; block++) {
      const scaled = scaledInto(out(), (await int16.read()).value);
      if (scaled[7] !== 0.007) throw new Error("other values came");
    }
    return rate((systemClock.nowMs() - startMs) / BLOCKS);
  }

  const integers = await compare({
    rounds: 11,
    title: "A block of 4 MiB of int16",
    figure: "MB per second",
    baseline: "pyvisa-py, int16 to numpy",
    variants: {
      "pyvisa-py, int16 to numpy": async () =>
        rate(await pyvisa.figure("int16", port, PEER_BLOCKS)),
      [INT16]: () => volts(() => once),
      [INT16_FRESH]: () => volts(() => new Float64Array(POINTS)),
    },
  });
  sayGoal(integers, INT16, "at least 25x pyvisa-py", { least: 25 });
  console.log();

  const floats = await compare({
    rounds: 11,
    title: "A block of 4 MiB of float32",
    figure: "MB per second",
    baseline: "pyvisa-py, float32 to numpy",
    variants: {
      "pyvisa-py, float32 to numpy": async () =>
        rate(await pyvisa.figure("float32", port, PEER_BLOCKS)),
      [FLOAT32]: async () => {
        const startMs = systemClock.nowMs();
        for (let block = 0; block < BLOCKS; block++) {
          const { value } = await float32.read();
          if (value.length !== BLOCK_BYTES / 4 || value[7] !== Math.fround(0.007)) {
            throw new Error("other values came");
          }
        }
        return rate((systemClock.nowMs() - startMs) / BLOCKS);
      },
    },
  });
  sayGoal(floats, FLOAT32, "at least 30x pyvisa-py", { least: 30 });
  console.log();
}

/** What a script does with an oscilloscope's points: volts. numpy's side is spared it. */
function scaledInto(volts: Float64Array, points: Int16Array): Float64Array {
  if (points.length !== volts.length) throw new Error("another number of values came");
  for (let at = 0; at < points.length; at++) volts[at] = points[at]! * 0.001;
  return volts;
}

function rate(ms: number): number {
  return BLOCK_BYTES / 1e3 / ms;
}
