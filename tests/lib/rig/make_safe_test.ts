import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import type { AbortOptions } from "../../../lib/contract/abort_options.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import type { Rig } from "../../../lib/rig/rig.ts";
import { makeSafe } from "../../../lib/rig/safe/make_safe.ts";
import type { SafeResult } from "../../../lib/rig/safe/safe_sequence.ts";
import { type LoopbackDevice, serveLoopback } from "../../../lib/simulator/mod.ts";
import { VirtualClock } from "../../../lib/testing/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../../deps/assert.ts";
import { Vessel } from "./vessel.ts";

const RIG: Rig<"heater" | "plc" | "gps"> = {
  name: "vessel",
  instruments: {
    heater: { kind: "scpi", address: "tcp://heater:5025" },
    plc: { kind: "modbus", address: "tcp://plc:502" },
    gps: { kind: "nmea", address: "tcp://gps:2947" },
  },
  channels: {},
  safe: [
    { name: "vent open", instrument: "plc", coil: 3, value: true, timeoutMs: 1_000 },
    {
      ...{ name: "heater off", instrument: "heater", timeoutMs: 1_000 },
      ...{ command: "OUTP OFF", readBack: "OUTP?", expect: "0" },
    },
  ],
};

/** The steps in the order in which they are run. */
const ORDER = ["heater off", "vent open"];
const often = { rate: 0.05 };

/** The same steps, with time for some attempts each. */
const PATIENT: Rig = {
  ...RIG,
  safe: RIG.safe!.map((step) => ({ ...step, timeoutMs: 5_000 })),
};

/** A vessel on a network in memory and in virtual time. */
class Bench implements AsyncDisposable {
  readonly clock = new VirtualClock();
  readonly vessel = new Vessel();
  readonly heater: LoopbackDevice;
  readonly plc: LoopbackDevice;
  readonly opened: string[] = [];

  /** Plugs both devices in; what goes wrong with them follows from the seed. */
  constructor(seed = 1) {
    const options = { clock: this.clock, random: seededRandom(seed) };
    this.heater = serveLoopback(this.vessel.heater, options);
    this.plc = serveLoopback(this.vessel.plc, options);
  }

  readonly openTransport = async (address: string, options: AbortOptions): Promise<Transport> => {
    this.opened.push(address);
    if (address.includes("gps")) throw new ReadoutError("link.failed", "Cannot connect: refused");
    return await (address.includes("heater") ? this.heater : this.plc).open(options);
  };

  /** Makes the rig safe, in so much virtual time. */
  async makeSafe(rig: Rig, withinMs = 0): Promise<SafeResult> {
    const { clock, openTransport } = this;
    const result = makeSafe(rig, { clock, openTransport });
    await clock.advance(withinMs);
    return await result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.heater[Symbol.asyncDispose]();
    await this.plc[Symbol.asyncDispose]();
  }
}

Deno.test("makeSafe() runs the steps from the last to the first, once, on what they name alone", async () => {
  await using bench = new Bench();
  const { isSafe, steps } = await bench.makeSafe(RIG, 100);
  assertEquals(steps.map(({ name, fault }) => fault?.message ?? name), ["heater off", "vent open"]);
  assertEquals([isSafe, bench.vessel.isSafe], [true, true]);
  assertEquals(bench.vessel.told, ["heater off", "vent open"]);
  assertEquals(bench.opened, ["tcp://heater:5025", "tcp://plc:502"]);
  assertEquals(bench.clock.pendingTimers, 0);
});

for (const hung of ["heater", "plc"] as const) {
  Deno.test(`makeSafe() does the rest if the ${hung} is silent, and says what is not known`, async () => {
    await using bench = new Bench();
    bench[hung].faults.set({ silent: { rate: 1 } });
    const { isSafe, steps } = await bench.makeSafe(RIG, 2_000);
    const done = steps.filter(({ isDone }) => isDone).map(({ name }) => name);
    assertEquals([isSafe, ...done], [false, hung === "heater" ? "vent open" : "heater off"]);
  });

  Deno.test(`makeSafe() goes on trying to connect while the ${hung} takes nobody in`, async () => {
    await using bench = new Bench();
    bench[hung].refuse();
    bench.clock.timer(700, () => bench[hung].admit());
    const { isSafe } = await bench.makeSafe(RIG, 1_000);
    assertEquals([isSafe, bench.vessel.told], [true, ["heater off", "vent open"]]);
  });

  Deno.test(`makeSafe() tells why nobody was there if the ${hung} never is`, async () => {
    await using bench = new Bench();
    bench[hung].refuse();
    const { steps } = await bench.makeSafe(RIG, 1_000);
    const [fault] = steps.flatMap((step) => step.fault ?? []);
    assertStringIncludes(fault!.message, "it took more than 1000 ms: ");
    assertStringIncludes(fault!.message, "loopback");
  });
}

for (const fault of ["silent", "truncated", "garbled", "reset"] as const) {
  Deno.test(`a step whose answer is lost (${fault}) is looked at: it is done, and was done once`, async () => {
    await using bench = new Bench();
    bench.vessel.onTold = (what) => { // carried out, and then the answer does not come through
      bench[what === "vent open" ? "plc" : "heater"].faults.next(fault);
    };
    const { isSafe, steps } = await bench.makeSafe(PATIENT, 8_000);
    assertEquals(steps.map(({ name, fault }) => fault?.message ?? name), ORDER);
    assertEquals([isSafe, ...bench.vessel.told], [true, ...ORDER]);
  });
}

Deno.test("a step that was not carried out, and is seen not to be, is said again until it is", async () => {
  await using bench = new Bench();
  bench.vessel.busyTimes = 2;
  const { isSafe } = await bench.makeSafe(RIG, 1_000);
  assertEquals([isSafe, ...bench.vessel.told], [true, ...ORDER]);
});

Deno.test("a state that takes its time is waited for, and not said again", async () => {
  await using bench = new Bench();
  bench.vessel.onTold = (what) => {
    if (what !== "vent open") return;
    bench.vessel.isVentOpen = false;
    bench.clock.timer(500, () => bench.vessel.isVentOpen = true);
  };
  const { isSafe, steps } = await bench.makeSafe(RIG, 1_000);
  assertEquals([isSafe, ...bench.vessel.told], [true, ...ORDER]);
  assert(steps[1]!.tookMs >= 500);
});

Deno.test("on a line that loses a fifth of the answers 99 % of safe sequences are known to be done, and no step is done twice", async () => {
  let known = 0;
  for (let seed = 1; seed <= 200; seed++) {
    await using bench = new Bench(seed);
    for (const device of [bench.plc, bench.heater]) {
      device.faults.set({ silent: often, truncated: often, garbled: often, reset: often });
    }
    const { isSafe } = await bench.makeSafe(PATIENT, 10_000);
    if (isSafe) known++;
    assertEquals(bench.vessel.told, ORDER.filter((it) => bench.vessel.told.includes(it)));
  }
  assert(known >= 198, `${known} of 200`);
});

Deno.test("a step that shows something else than it should is not done", async () => {
  await using bench = new Bench();
  const [vent, heater] = RIG.safe!;
  const rig: Rig = { ...RIG, safe: [vent!, { ...heater!, expect: "1" } as typeof heater & object] };
  const { isSafe, steps: [step] } = await bench.makeSafe(rig, 2_000);
  assertEquals([isSafe, step!.fault?.code, step!.tookMs], [false, "device.refused", 1_000]);
  assertStringIncludes(step!.fault!.message, 'it answers "0" to OUTP?, not "1"');
});

Deno.test("makeSafe() runs the other steps if an address or a name is none", async () => {
  await using bench = new Bench();
  const instruments = { ...RIG.instruments, heater: { kind: "scpi", address: "::" } } as const;
  const broken: Rig = { ...RIG, instruments };
  const { isSafe, steps } = await bench.makeSafe(broken, 100);
  assertEquals([isSafe, ...steps.map(({ isDone }) => isDone)], [false, false, true]);
  assert(bench.vessel.isVentOpen);
});

Deno.test("a step of one's own is given all instruments; one that is not there holds up nothing", async () => {
  await using bench = new Bench();
  let names: string[] = [];
  const own: Rig = {
    ...RIG,
    safe: [...RIG.safe!, {
      name: "own",
      run: ({ instruments }) => void (names = Object.keys(instruments)),
    }],
  };
  const { isSafe } = await bench.makeSafe(own, 3_000);
  assertEquals([isSafe, names], [true, ["heater", "plc", "gps"]]);
});
