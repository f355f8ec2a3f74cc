import { assert, assertEquals } from "../../deps/assert.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { Link } from "../../../lib/link/link.ts";
import { line } from "../../../lib/protocol/scpi/line.ts";
import { numeric } from "../../../lib/protocol/scpi/numeric.ts";
import { scpiCodec } from "../../../lib/protocol/scpi/scpi_codec.ts";
import { dmm, type FaultPlan, powerSupply, serveLoopback } from "../../../lib/simulator/mod.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { advanceUntil } from "./advance_until.ts";

const rate = 0.03;
/** Everything that can go wrong with a line. */
const PLAN: FaultPlan = {
  ...{ late: { rate, ms: 1_500 }, silent: { rate }, truncated: { rate }, split: { rate } },
  ...{ glued: { rate }, garbled: { rate }, duplicated: { rate }, dropped: { rate } },
  ...{ endless: { rate }, echo: { rate }, reset: { rate }, away: { rate }, huge: { rate } },
  ...{ refused: { rate }, slow: { rate, ms: 1_500 } },
};

/** Writes down what goes over a wire, in both directions, and when. */
function recorded(wire: Transport, clock: VirtualClock, transcript: string[]): Transport {
  const note = (direction: string, bytes: Uint8Array): void => {
    transcript.push(`${clock.nowMs()} ${direction} ${new TextDecoder("latin1").decode(bytes)}`);
  };
  return {
    label: wire.label,
    async read(options) {
      const chunk = await wire.read(options);
      if (chunk.kind === "bytes") note("<", chunk.bytes);
      return chunk;
    },
    write(bytes, options) {
      note(">", bytes);
      return wire.write(bytes, options);
    },
    closeWrite: () => wire.closeWrite(),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}

/** Asks a multimeter on a bad wire 300 times. */
async function run(seed: number) {
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  const meter = dmm({ random, inputs: { VOLT: () => 5 } });
  await using device = serveLoopback(meter, { clock, random, faults: PLAN });
  const transcript: string[] = [];
  const open = async () => recorded(await device.open(), clock, transcript);
  await using link = new Link({ address: "x", open, clock, random });
  const codec = scpiCodec(line(numeric({ picture: "+d.ddddddddE+dd" })));
  for (let question = 0; question < 300; question++) {
    try {
      const reply = await advanceUntil(clock, link.ask(codec, "MEAS:VOLT?"));
      assert(reply.kind === "number" && Math.abs(reply.value - 5) < 1e-3, JSON.stringify(reply));
      transcript.push(`${clock.nowMs()} = ${reply.value}`);
    } catch (error) {
      if (!isReadoutError(error)) throw error;
      transcript.push(`${clock.nowMs()} ! ${error.code}`);
    }
    await clock.advance(1_000);
  }
  return { transcript: transcript.join("\n"), stats: device.faults.stats() };
}

Deno.test("the same seed gives the same transcript, byte by byte, with everything going wrong", async () => {
  const { transcript, stats } = await run(11);
  for (const kind of Object.keys(PLAN) as (keyof FaultPlan)[]) {
    assert(stats[kind] > 0, `nothing was ${kind}`);
  }
  assertEquals((await run(11)).transcript === transcript, true);
  assertEquals((await run(12)).transcript === transcript, false);
});

Deno.test("a supply that is set over a bad wire is set as often as it was told, and never twice", async () => {
  const clock = new VirtualClock();
  const random = seededRandom(3);
  const supply = powerSupply();
  await using device = serveLoopback(supply, { clock, random, faults: PLAN });
  await using link = new Link({ address: "x", open: device.open, clock, random });
  const volts = scpiCodec(line(numeric()));
  let sent = 0;
  for (let setting = 0; setting < 300; setting++) {
    try {
      // The question after it shows whether it was carried out.
      await advanceUntil(clock, link.ask(volts, `VOLT ${setting % 30};VOLT?`));
    } catch (error) {
      if (!isReadoutError(error)) throw error;
    }
    sent++;
    assert(supply.output.actuations <= sent, `${supply.output.actuations} of ${sent}`);
    await clock.advance(1_000);
  }
  assert(supply.output.actuations > 250);
});
