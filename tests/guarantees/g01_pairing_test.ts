// G1: a late reply is never paired with the next question. Here through the instruments that a user
// holds, opened by their addresses, with every fault that can be told; `tests/lib/link` asks each
// way of getting back into step.

import { seededRandom } from "../../lib/base/seeded_random.ts";
import { openLines } from "../../lib/open/open_lines.ts";
import { openModbus } from "../../lib/open/open_modbus.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import {
  type FaultPlan,
  modbusDevice,
  modbusUnit,
  serveLoopback,
  type SimulatedDevice,
} from "../../lib/simulator/mod.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { advanceUntil } from "../lib/simulator/advance_until.ts";
import { numberedInstrument, PICTURE } from "./numbered_instrument.ts";
import { askTenThousand, QUESTIONS, type Tally } from "./ten_thousand.ts";

const often = { rate: 0.02 };

/** What makes a reply late, lose its end or its beginning, or come twice. */
const PLAN: FaultPlan = {
  late: { rate: 0.05, ms: 150 },
  split: { rate: 0.02, ms: 20 },
  silent: often,
  truncated: often,
  dropped: often,
  duplicated: often,
  echo: often,
  reset: often,
};

/** What can go wrong with a stream that loses no bytes, such as TCP's. */
const STREAM_PLAN: FaultPlan = {
  late: { rate: 0.05, ms: 150 },
  split: { rate: 0.02, ms: 20 },
  silent: often,
  duplicated: often,
  glued: often,
  stuck: often,
  echo: often,
  reset: often,
};

function assertPaired({ right, wrong, aborted, codes }: Tally): void {
  assertEquals(wrong, 0);
  assert(right > 0.4 * QUESTIONS, `${right} right, ${JSON.stringify([...codes])}`);
  assert(aborted > 0.01 * QUESTIONS, `${aborted} aborted`);
  assert((codes.get("timeout.reply") ?? 0) > 0.02 * QUESTIONS, JSON.stringify([...codes]));
}

/** Serves a device in memory, and opens it as what its address says that it is. */
function bench(device: SimulatedDevice, faults: FaultPlan, seed: number) {
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  const served = serveLoopback(device, { clock, random });
  const options = {
    clock,
    random,
    replyTimeoutMs: 100,
    openTransport: (_: unknown, options: { readonly signal?: AbortSignal | undefined }) =>
      served.open(options),
  };
  /** Opened in peace; faults begin afterwards. */
  const opened = async <T>(opening: Promise<T>): Promise<T> => {
    const instrument = await advanceUntil(clock, opening);
    served.faults.set(faults);
    return instrument;
  };
  return { clock, random, served, options, opened };
}

for (
  const [address, how, faults] of [
    ["tcp://10.0.0.7:5025", "reopen", { ...PLAN, glued: often }],
    ["serial:///dev/ttyUSB0", "probe", { ...PLAN, glued: often }],
  ] as const
) {
  Deno.test(`G1: ScpiInstrument at ${address} (${how}) mispairs 0 of 10,000 reads, with faults in a fifth and aborts`, async () => {
    const { clock, random, served, options, opened } = bench(numberedInstrument(), faults, 5);
    const meter = await opened(openScpi(address, options));
    const channels = Array.from(
      { length: 100 },
      (_, at) => meter.number(`VAL? ${at}`, { name: `value ${at}`, picture: PICTURE }),
    );
    const tally = await askTenThousand(async (at, { signal }) => {
      const { value } = await channels[at % 100]!.read({ signal });
      return value === at % 100;
    }, { clock, random });
    assertPaired(tally);
    await meter[Symbol.asyncDispose]();
    await served[Symbol.asyncDispose]();
  });
}

for (const framing of ["tcp", "rtu", "ascii"] as const) {
  const inFlight = framing === "tcp" ? 8 : 1;
  Deno.test(`G1: ModbusDevice (${framing}, ${inFlight} in flight) mispairs 0 of 10,000 reads by eight askers, with faults and aborts`, async () => {
    const inputRegisters = new Map(
      Array.from({ length: 1_000 }, (_, at) => [at, { read: () => at }]),
    );
    const units = { 1: modbusUnit({ inputRegisters }) };
    const device = modbusDevice({ framing, units });
    const faults = framing === "tcp" ? STREAM_PLAN : PLAN;
    const { clock, random, served, options, opened } = bench(device, faults, 6);
    const address = framing === "tcp" ? "tcp://10.0.0.9:502" : "ASRLSOCKET://10.0.0.9:4001";
    const modbus = await opened(openModbus(address, { ...options, framing, inFlight }));
    const tally = await askTenThousand(async (at, { signal }) => {
      const [value] = await modbus.readInput(at % 1_000, 1, { signal });
      return value === at % 1_000;
    }, { clock, random, atOnce: 8 });
    assertPaired(tally);
    await modbus[Symbol.asyncDispose]();
    await served[Symbol.asyncDispose]();
  });
}

for (
  const [address, how] of [
    ["tcp://10.0.0.7:4001", "reopen"],
    ["serial:///dev/ttyACM0", "drain"],
    ["device:///dev/usbtmc0", "drain"],
    ["ASRLSOCKET://10.0.0.7:4001", "drain"],
  ] as const
) {
  Deno.test(`G1: AskedLineDevice at ${address} (${how}) mispairs 0 of 10,000 reads, with faults and aborts`, async () => {
    const { clock, random, served, options, opened } = bench(numberedInstrument(), PLAN, 7);
    const device = await opened(openLines(address, { ...options, talks: "asked" }));
    const wanted = /^(\+\d\.\d{6}E\+\d\d)$/;
    const channels = Array.from(
      { length: 100 },
      (_, at) => device.number(`VAL? ${at}`, { name: `value ${at}`, where: wanted }),
    );
    const tally = await askTenThousand(async (at, { signal }) => {
      const { value } = await channels[at % 100]!.read({ signal });
      return value === at % 100;
    }, { clock, random });
    assertPaired(tally);
    assertEquals(device.link.stats().resyncs > 0, how === "drain");
    await device[Symbol.asyncDispose]();
    await served[Symbol.asyncDispose]();
  });
}
