import { assert, assertEquals, assertNotEquals, assertRejects } from "../../deps/assert.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import type { Rig } from "../../../lib/rig/rig.ts";
import type {
  SimulateRigOptions,
  SimulationProgress,
} from "../../../lib/rig/simulate/simulate_options.ts";
import { simulateRig } from "../../../lib/rig/simulate/simulate_rig.ts";
import type { SimulationReport } from "../../../lib/rig/simulate/simulation_report.ts";
import { LINES, VESSEL } from "./simulate/rigs.ts";

const MINUTES = 1 / 24 / 60;

/** Simulates, and says the seed if something does not hold. */
async function sound(rig: Rig, options: SimulateRigOptions): Promise<SimulationReport> {
  const report = await simulateRig(rig, options);
  assertEquals(report.violations, [], `${rig.name}, seed ${options.seed}, ${options.days} days`);
  return report;
}

Deno.test("simulateRig() does the same again, to the last byte, with the same seed and no other", async () => {
  async function lines(seed: number): Promise<[text: string, hash: string]> {
    let text = "";
    const onLines = (lines: string): void => void (text += lines);
    const { traceHash } = await simulateRig(VESSEL, { days: 10 * MINUTES, seed, onLines });
    return [text, traceHash];
  }
  const [first, hash] = await lines(3);
  const [again, hashAgain] = await lines(3);
  assert(first === again, "the lines differ");
  assertEquals(hash, hashAgain);
  assertEquals(hash, await sha256(first));
  assertNotEquals(hash, (await lines(4))[1]);
});

Deno.test("simulateRig() finds values that answer the question before, and says the seed's moment", async () => {
  const rig: Rig = {
    name: "one behind",
    instruments: { plc: { kind: "modbus", address: "serial:///dev/ttyUSB1" } },
    channels: {
      a: { instrument: "plc", holding: 0, type: "float32" },
      b: { instrument: "plc", holding: 1_000, type: "float32" },
    },
  };
  const calm = { days: 5 * MINUTES, isCalm: true };
  await sound(rig, calm);
  const { violations } = await simulateRig(rig, {
    ...calm,
    between: async (_, open) => oneBehind(await open()),
  });
  assert(violations.some(({ check }) => check === "pairing"), "values of another question");
  assert(violations.every(({ atMs }) => atMs > 0 && atMs < 300_000));
});

Deno.test("simulateRig() finds a rig that leaves connections behind", async () => {
  const { violations } = await simulateRig(VESSEL, {
    ...{ days: 10 * MINUTES, isCalm: true },
    async between(_, open) {
      await open(); // and never closes it
      return await open();
    },
  });
  assertEquals(violations.map(({ check }) => check), ["growth"]);
});

Deno.test("simulateRig() makes a cut now and then, and does the same in threads", async () => {
  const told: number[] = [];
  const onProgress = ({ simulatedMs }: SimulationProgress): void => void told.push(simulatedMs);
  const options = { days: 25 * MINUTES, cutDays: 10 * MINUTES, seed: 5 };
  const one = await sound(LINES, options);
  const two = await sound(LINES, { ...options, threads: 2, onProgress });
  assertEquals(one, two);
  assertEquals(one.days.length, 9);
  assertEquals([Math.max(...told), one.simulatedMs], [25 * 60_000, 25 * 60_000]);
});

Deno.test("simulateRig() in threads stops when it is told to", async () => {
  const stop = new AbortController();
  const onProgress = (): void => stop.abort(new Error("enough"));
  const options = { days: 30, threads: 2, signal: stop.signal, onProgress };
  await assertRejects(() => simulateRig(LINES, options), Error, "enough");
});

Deno.test("simulateRig() with nothing that goes wrong has every reading, and all of them good", async () => {
  const report = await sound(VESSEL, { days: 10 * MINUTES, isCalm: true });
  for (const { name, availability, bad, uncertain } of report.channels) {
    assertEquals([bad, uncertain], [0, 0], name);
    assert(availability > 0.99, name);
  }
  assertEquals([report.ends, report.alarms, report.notices], [{ stopped: 1 }, 0, {}]);
});

Deno.test("simulateRig() rejects what cannot be simulated, and stops when it is told to", async () => {
  await assertRejects(() => simulateRig(VESSEL, { days: 0 }), RangeError, "days");
  const mixed: Rig = {
    ...VESSEL,
    instruments: {
      ...VESSEL.instruments,
      gps: { kind: "nmea", address: VESSEL.instruments!["dmm" as never]!["address"] },
    },
  };
  await assertRejects(() => simulateRig(mixed, { days: 1 }), TypeError, "two kinds");
  const stop = new AbortController();
  const onProgress = (): void => stop.abort(new Error("enough"));
  const stopped = simulateRig(VESSEL, { days: 30, signal: stop.signal, onProgress });
  await assertRejects(() => stopped, Error, "enough");
});

/** A gateway that gives each answer when the next one comes. */
function oneBehind(wire: Transport): Transport {
  let before: Uint8Array | undefined;
  return {
    label: wire.label,
    async read(options) {
      for (;;) {
        const chunk = await wire.read(options);
        if (chunk.kind === "eof") return chunk;
        const bytes = before;
        before = chunk.bytes;
        if (bytes) return { kind: "bytes", bytes };
      }
    },
    write: (bytes, options) => wire.write(bytes, options),
    closeWrite: () => wire.closeWrite(),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toHex();
}
