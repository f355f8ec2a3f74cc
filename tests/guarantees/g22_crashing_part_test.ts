import { delay } from "../../lib/base/delay.ts";
import type { Reading } from "../../lib/contract/reading.ts";
import type { RigSink } from "../../lib/rig/rig_sink.ts";
import { dmm } from "../../lib/simulator/dmm/dmm.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { RigBench } from "../lib/rig/rig_bench.ts";

const METER = "tcp://10.0.0.7:5025";
const THROWN: Readonly<Record<string, () => never | Promise<never>>> = {
  "an error": () => {
    throw new TypeError("a bug in a driver");
  },
  "nothing at all": () => Promise.reject(),
  "a rejection, after a while": () => Promise.reject(new RangeError("a bug")),
  "an object that throws when it is looked at": () => {
    throw new Proxy({}, {
      get: () => {
        throw new Error("do not look");
      },
    });
  },
};

for (const [what, read] of Object.entries(THROWN)) {
  Deno.test(`G22: a driver that throws ${what} every 100 ms for 60 s costs the others no reading and no time`, async () => {
    await using bench = new RigBench();
    bench.plug(METER, dmm({ inputs: {} }));
    let tries = 0;
    const sunk: Reading<unknown>[] = [];
    await bench.start({
      name: "desk",
      everyMs: 100,
      instruments: { dmm: { kind: "scpi", address: METER } },
      channels: {
        crashes: {
          read: () => {
            tries++;
            return read();
          },
        },
        volts: { instrument: "dmm", question: "MEAS:VOLT?" },
        wave: { signal: "sine" },
        own: { read: () => 1 },
      },
    }, {
      sinks: [{
        ...{ name: "file", capacity: 100, overflow: "drop-oldest" },
        write: (reading) => void sunk.push(reading),
      }],
    });
    await bench.clock.advance(60_050);
    for (const name of ["volts", "wave", "own"]) {
      const readings = bench.of(name);
      assertEquals(readings.length, 601, name);
      assertEquals(
        readings.filter(({ status, missedTicks }) => status !== "good" || missedTicks),
        [],
      );
      for (const [at, { monoMs }] of readings.entries()) assertEquals(monoMs, 100 * at);
      assertEquals(sunk.filter(({ channel }) => channel === name).length, 601);
    }
    assertEquals(tries, 6); // at first, and five times anew in that minute
    assertEquals(bench.of("crashes").length, 601); // it says that it is bad at each point
  });
}

Deno.test("G22: a read that never ends is given up a minute after its time, and the channel measures again", async () => {
  const aliveMs: number[] = [];
  await using bench = new RigBench();
  let hangs = true;
  await bench.start({
    name: "desk",
    channels: {
      own: {
        ...{ everyMs: 100, timeoutMs: 500 },
        read: () => {
          if (!hangs) return 1;
          aliveMs.push(bench.clock.nowMs());
          hangs = false;
          return new Promise<number>(() => {});
        },
      },
    },
  });
  await bench.clock.advance(60_000);
  assertEquals([bench.of("own").at(-1)?.status, aliveMs], ["bad", [0]]);
  await bench.clock.advance(2_000);
  assertEquals([bench.of("own").at(-1)?.status, aliveMs], ["good", [0]]);
});

Deno.test("G22: of a reader whose calls never end, four are alive at the most, in a day", async () => {
  const ends: (() => void)[] = [];
  let calls = 0;
  await using bench = new RigBench();
  await bench.start({
    name: "desk",
    channels: {
      own: {
        ...{ everyMs: 60_000, timeoutMs: 1_000 },
        read: () => {
          calls++;
          return new Promise<number>((resolve) => ends.push(() => resolve(666)));
        },
      },
    },
  });
  await bench.clock.advance(86_400_000);
  assertEquals([calls, ends.length], [4, 4]);
  ends[0]!(); // one of them ends after all: what it says is nobody's value
  await bench.clock.advance(86_400_000);
  assertEquals(calls, 5);
  assertEquals(bench.of("own").filter(({ status }) => status !== "bad"), []);
});

Deno.test("G22: a reader that is slow, and ends, is never called twice at a time", async () => {
  let underWay = 0;
  let most = 0;
  await using bench = new RigBench();
  await bench.start({
    name: "desk",
    channels: {
      own: {
        ...{ everyMs: 1_000, timeoutMs: 1_000 },
        read: async () => {
          most = Math.max(most, ++underWay);
          await delay(55_000, { clock: bench.clock });
          underWay--;
          return 1;
        },
      },
    },
  });
  await bench.clock.advance(3_600_000);
  assertEquals(most, 1);
});

Deno.test("G22: a core part that fails for good ends the process by another code than 0, after the safe sequence", async () => {
  for (const core of [true, false]) {
    let isSafe = false;
    const file: RigSink = {
      ...{ name: "file", capacity: 10, overflow: "drop-oldest", core },
      write: () => Promise.reject(new Error("the disk is gone")),
    };
    await using bench = new RigBench();
    const running = await bench.start({
      name: "desk",
      channels: { wave: { signal: "sine", everyMs: 100 } },
      safe: [{ name: "off", run: () => void (isSafe = true) }],
    }, { sinks: [file] });
    await bench.clock.advance(60_000);
    assertEquals(running.health().phase, core ? "ended" : "running");
    assertEquals(isSafe, core);
    if (core) assertEquals((await running.ended).exitCode, 1);
    else {assert(
        bench.of("wave").every(({ status, missedTicks }) => status === "good" && !missedTicks),
      );}
  }
});
