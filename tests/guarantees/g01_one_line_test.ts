// G1 on a line that outlives its connections, where a late reply comes to whoever opens it next.

import { seededRandom } from "../../lib/base/seeded_random.ts";
import { openLines } from "../../lib/open/open_lines.ts";
import { openModbus } from "../../lib/open/open_modbus.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import {
  type FaultPlan,
  Faults,
  faulty,
  modbusDevice,
  modbusUnit,
  serve,
  type SimulatedDevice,
} from "../../lib/simulator/mod.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { advanceUntil } from "../lib/simulator/advance_until.ts";
import { numberedInstrument } from "./numbered_instrument.ts";
import { OneLine } from "./one_line.ts";
import { type AskOne, askTenThousand, QUESTIONS } from "./ten_thousand.ts";

const often = { rate: 0.02 };

/** Late by less than twice the time for a reply, as draining can bear. */
const PLAN: FaultPlan = {
  late: { rate: 0.05, ms: 80 },
  split: { rate: 0.02, ms: 20 },
  silent: often,
  truncated: often,
  dropped: often,
  duplicated: often,
};
const REPLY_TIMEOUT_MS = 50;

interface Bench {
  readonly clock: VirtualClock;
  readonly options: {
    readonly clock: VirtualClock;
    readonly replyTimeoutMs: number;
    readonly openTransport: OneLine["open"];
  };
}

/** Asks a device on such a line 10,000 questions. */
async function onOneLine(
  device: SimulatedDevice,
  open: (bench: Bench) => Promise<{ readonly asked: AsyncDisposable; readonly ask: AskOne }>,
  abortRate: number,
) {
  const clock = new VirtualClock();
  const random = seededRandom(9);
  const line = new OneLine();
  const faults = new Faults({}, random);
  const serving = serve(device, faulty(line.device, faults, { clock }), { clock });
  const options = { clock, random, replyTimeoutMs: REPLY_TIMEOUT_MS, openTransport: line.open };
  const { asked, ask } = await advanceUntil(clock, open({ clock, options }));
  faults.set(PLAN);
  const tally = await askTenThousand(ask, { clock, random, abortRate });
  await asked[Symbol.asyncDispose]();
  await line[Symbol.asyncDispose]();
  await serving;
  return { ...tally, opens: line.opens };
}

/** Not another question's. What a text is like is its asker's to check. */
function isRight(text: string, at: number): boolean {
  return !/^\+\d\.\d{6}E\+\d\d$/.test(text) || Number(text) === at;
}

const WAYS = {
  "ScpiInstrument (probe)": (abortRate: number) =>
    onOneLine(numberedInstrument(), async ({ options }) => {
      const meter = await openScpi("serial:///dev/ttyUSB0", options);
      return {
        asked: meter,
        ask: async (at, bounds) => isRight(await meter.query(`VAL? ${at}`, bounds), at),
      };
    }, abortRate),
  "ModbusDevice (rtu, drain)": (abortRate: number) => {
    const holdingRegisters = new Map(
      Array.from({ length: 1_000 }, (_, at) => [at, { read: () => at }]),
    );
    const device = modbusDevice({ framing: "rtu", units: { 1: modbusUnit({ holdingRegisters }) } });
    return onOneLine(device, async ({ options }) => {
      const modbus = await openModbus("serial:///dev/ttyUSB0", options);
      return {
        asked: modbus,
        ask: async (at, bounds) =>
          (await modbus.readHolding(at % 1_000, 1, bounds))[0] === at % 1_000,
      };
    }, abortRate);
  },
  "AskedLineDevice (drain)": (abortRate: number) =>
    onOneLine(numberedInstrument(), async ({ options }) => {
      const device = await openLines("serial:///dev/ttyACM0", { ...options, talks: "asked" });
      return {
        asked: device,
        ask: async (at, bounds) => isRight(await device.ask(`VAL? ${at}`, bounds), at),
      };
    }, abortRate),
};

for (const [name, run] of Object.entries(WAYS)) {
  for (const abortRate of [0, 0.2]) {
    const how = abortRate > 0 ? "a fifth given up early" : "none given up";
    Deno.test(`G1: ${name} on a line that outlives connections mispairs 0 of 10,000, ${how}`, async () => {
      const { right, wrong, aborted, codes } = await run(abortRate);
      assertEquals(wrong, 0);
      assert(right > 0.3 * QUESTIONS, `${right} right, ${JSON.stringify([...codes])}`);
      assertEquals(aborted > 0.02 * QUESTIONS, abortRate > 0, `${aborted} given up`);
    });
  }
}
