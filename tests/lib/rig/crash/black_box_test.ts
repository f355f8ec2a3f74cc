import { ReadoutError, toFault } from "../../../../lib/base/readout_error.ts";
import { channel } from "../../../../lib/channel/channel.ts";
import type { Reading } from "../../../../lib/contract/reading.ts";
import { BlackBox } from "../../../../lib/rig/crash/black_box.ts";
import type { Wreck } from "../../../../lib/rig/crash/collect_crash.ts";
import type { CrashReport } from "../../../../lib/rig/crash/crash_report.ts";
import { parseCrash } from "../../../../lib/rig/crash/parse_crash.ts";
import { SafeSequence } from "../../../../lib/rig/safe/safe_sequence.ts";
import { VirtualClock } from "../../../../lib/testing/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../../../deps/assert.ts";
import { sampleCrash } from "./sample_crash.ts";
import { MemoryDisk } from "./memory_disk.ts";

const CANARY = "hunter2-canary";
const THROWN = new ReadoutError("timeout.reply", "Cannot read oven: no reply in 1000 ms");
const never = (): Promise<void> => new Promise(() => {});

/** A rig that ends: its box, its disk, and what its safe sequence does. */
class Ending {
  readonly clock = new VirtualClock();
  readonly disk = new MemoryDisk();
  readonly box = new BlackBox(
    "oven",
    { folder: "c", disk: this.disk, secrets: [CANARY] },
    this.clock,
  );
  readonly sequence: SafeSequence;

  constructor(valve: () => void | Promise<void> = () => {}) {
    const tasks = [
      { name: "vent open", timeoutMs: 1_000, perform: () => {} },
      { name: "valve shut", timeoutMs: 1_000, perform: valve },
    ];
    this.sequence = new SafeSequence(tasks, { clock: this.clock });
  }

  wreck(change: Partial<Wreck> = {}): Wreck {
    const end = { kind: "critical", channel: "oven", fault: toFault(THROWN) } as const;
    const health = (): never => {
      throw new Error("the rig is broken");
    };
    return {
      end,
      sequence: this.sequence,
      health,
      readings: new Map(),
      instruments: new Map(),
      ...change,
    };
  }

  /** The one file there is. */
  report(): CrashReport {
    assertEquals(this.disk.files.size, 1);
    const [bytes] = this.disk.files.values();
    return parseCrash(new TextDecoder().decode(bytes));
  }
}

function reading(seq: number, value: unknown): Reading<unknown> {
  return { ...sampleCrash().channels[0]!.last[0]!, seq, value } as Reading<unknown>;
}

Deno.test("BlackBox leaves one file when the safe sequence is over, with what became of it", async () => {
  const ending = new Ending(() => Promise.reject(new Error("stuck")));
  const { path, problem } = await ending.box.leave(ending.wreck());
  assertEquals([...ending.disk.files.keys()], [path!]);
  assertEquals(problem, undefined);
  const { fault, safe } = ending.report();
  assertEquals([safe.isOver, safe.notKnown], [true, ["valve shut"]]);
  assertEquals(safe.steps.map(({ isDone }) => isDone), [false, true]);
  assertEquals(fault?.code, "timeout.reply");
});

Deno.test("while the safe sequence runs, there is a file that says that it is not over", async () => {
  const ending = new Ending(never);
  void ending.sequence.run("critical");
  const leaving = ending.box.leave(ending.wreck());
  await ending.clock.advance(500);
  const { isOver, steps, notKnown } = ending.report().safe;
  assertEquals({ isOver, steps, notKnown }, {
    ...{ isOver: false, steps: [] },
    notKnown: ["valve shut", "vent open"],
  });
  await ending.clock.advance(500);
  await leaving;
  assertEquals(ending.report().safe.notKnown, ["valve shut"]);
});

Deno.test("BlackBox keeps the last 200 lines, and tells of what cannot be told", async () => {
  const ending = new Ending();
  for (let line = 0; line < 300; line++) ending.box.log(`line ${line}`);
  await ending.box.leave(ending.wreck());
  const { log } = ending.report();
  assertEquals(log.length, 201); // and one that its health could not be told
  assert(log[199]!.endsWith("Z line 299"));
  assertStringIncludes(log[200]!, "the rig is broken");
});

Deno.test("BlackBox notes in the log when the quality of a channel changes, with the reason", async () => {
  const ending = new Ending();
  const broken = channel<number>("oven.door", "", () => {
    throw THROWN;
  }, { clock: ending.clock });
  for (let count = 0; count < 3; count++) ending.box.see(await broken.tryRead());
  ending.box.see({ ...reading(3, 5), channel: "oven.door" });
  await ending.box.leave(ending.wreck());
  const lines = ending.report().log.map((line) => line.split("Z ")[1]);
  assertEquals(lines.slice(0, 2), [
    `oven.door: bad comm-fail: ${THROWN.message}`,
    "oven.door: good ok",
  ]);
});

for (
  const [what, end, valve, isLeft] of [
    ["that was stopped and is safe", { kind: "stopped", why: "SIGTERM" }, () => {}, false],
    ["that was stopped and is not known to be safe", { kind: "stopped", why: "SIGTERM" }, () => {
      throw THROWN;
    }, true],
    [
      "that could not start",
      { kind: "start", instrument: "dmm", fault: toFault(THROWN) },
      () => {},
      false,
    ],
    [
      "that an interlock has ended",
      { kind: "interlock", interlock: "p", why: "13 bar" },
      () => {},
      true,
    ],
    ["that threw", { kind: "error", fault: toFault(THROWN) }, () => {}, true],
  ] as const
) {
  Deno.test(`BlackBox leaves ${isLeft ? "a" : "no"} file of a rig ${what}`, async () => {
    const ending = new Ending(valve);
    const { path } = await ending.box.leave(ending.wreck({ end }));
    assertEquals(path !== undefined, isLeft);
    assertEquals(ending.disk.files.size, isLeft ? 1 : 0);
  });
}

Deno.test("a rig without a safe sequence leaves one file, written once", async () => {
  const ending = new Ending();
  await ending.box.leave(ending.wreck({ sequence: undefined }));
  assertEquals(ending.disk.done.filter((line) => line.startsWith("write")).length, 1);
  assertEquals(ending.report().safe, { isOver: true, steps: [], notKnown: [] });
});

Deno.test("a disk that hangs holds up no step, and the end by 2 s at the most", async () => {
  const ending = new Ending();
  ending.disk.writeFile = never;
  const leaving = ending.box.leave(ending.wreck());
  assertEquals((await ending.sequence.run("late")).isSafe, true); // no time has passed
  await ending.clock.advance(2_000);
  const { path, problem } = await leaving;
  assertEquals(path, undefined);
  assertStringIncludes(problem!, "not done in 2000 ms");
  assertEquals(ending.clock.pendingTimers, 0);
});

Deno.test("a full disk is told, and holds up nothing", async () => {
  const ending = new Ending();
  ending.disk.writeFile = () => Promise.reject(new Error("No space left on device"));
  const { path, problem } = await ending.box.leave(ending.wreck());
  assertEquals(path, undefined);
  assertStringIncludes(problem!, "No space left on device");
});

Deno.test("if only the first file could be written, it stays, and the problem is told", async () => {
  const ending = new Ending();
  const write = ending.disk.writeFile.bind(ending.disk);
  let writes = 0;
  ending.disk.writeFile = (path, bytes) => {
    return writes++ === 0
      ? write(path, bytes)
      : Promise.reject(new Error("No space left on device"));
  };
  const { path, problem } = await ending.box.leave(ending.wreck());
  assertEquals([...ending.disk.files.keys()], [path!]);
  assertStringIncludes(problem!, "No space left on device");
  assertEquals(ending.report().safe.isOver, false);
});

Deno.test("a first file that takes long does not come out on top of the second", async () => {
  const ending = new Ending();
  const write = ending.disk.writeFile.bind(ending.disk);
  let writes = 0;
  ending.disk.writeFile = async (path, bytes) => {
    if (writes++ === 0) {
      await new Promise<void>((resolve) => void ending.clock.timer(1_500, resolve));
    }
    await write(path, bytes);
  };
  const leaving = ending.box.leave(ending.wreck());
  await ending.clock.advance(1_500);
  assertEquals((await leaving).problem, undefined);
  assertEquals(ending.report().safe.isOver, true);
});

Deno.test("no secret comes into a crash file, wherever it was said", async () => {
  const ending = new Ending(() => Promise.reject(new Error(`login ${CANARY} refused`)));
  ending.box.log(`connected as ${CANARY}`);
  const thrown = new Error(`tcp://me:${CANARY}@10.0.0.7 is gone`, { cause: new Error(CANARY) });
  const end = { kind: "error", fault: toFault(thrown) } as const;
  const readings = new Map([["oven", [reading(0, `user ${CANARY}`)]]]);
  await ending.box.leave(ending.wreck({ end, thrown, readings }));
  const text = JSON.stringify(ending.report());
  assertEquals(text.includes(CANARY), false);
  assertStringIncludes(text, "[redacted]");
});

Deno.test("of many channels, each has fewer readings, so that writing them holds up no step", async () => {
  const ending = new Ending();
  const last = Array.from({ length: 20 }, (_, at) => reading(at, at));
  const names = Array.from({ length: 1_000 }, (_, at) => `channel.${at}`);
  await ending.box.leave(ending.wreck({ readings: new Map(names.map((name) => [name, last])) }));
  const { channels } = ending.report();
  assertEquals(channels.length, 1_000);
  for (const { last } of channels) assertEquals(last.map(({ seq }) => seq), [16, 17, 18, 19]);
});

Deno.test("values that cannot be looked at keep nothing else from the file", async () => {
  const ending = new Ending();
  const hostile = {
    get [Symbol.toStringTag]() {
      throw new Error("do not look");
    },
  };
  const readings = new Map([["oven", [reading(0, hostile)]], ["lamp", [reading(0, 1)]]]);
  const thrown = Object.defineProperty(new Error("x"), "stack", { value: 5 });
  await ending.box.leave(ending.wreck({ readings, thrown }));
  assertEquals(ending.report().channels.map(({ last }) => last[0]!.value), ["a value", 1]);
});

Deno.test("values that take much room are only named", async () => {
  const ending = new Ending();
  const wave = { ...reading(0, 1), value: new Float64Array(1e6) } as Reading<unknown>;
  const readings = new Map([["oven", [wave, reading(1, "x".repeat(1e6))]]]);
  await ending.box.leave(ending.wreck({ readings }));
  const [first, second] = ending.report().channels[0]!.last;
  assertEquals(first!.value, "a value of Float64Array");
  assertEquals(String(second!.value).length, 200);
});
