import type { Clock } from "../../../lib/contract/clock.ts";
import { SafeSequence, type SafeTask } from "../../../lib/rig/safe/safe_sequence.ts";
import { VirtualClock } from "../../../lib/testing/mod.ts";
import { assertEquals, assertStringIncludes } from "../../deps/assert.ts";

/** Steps that note that they were run, and then do this. */
function steps(
  ran: string[],
  what: Readonly<Record<string, SafeTask["perform"] | undefined>>,
): SafeTask[] {
  return Object.entries(what).map(([name, perform]) => ({
    name,
    timeoutMs: 2_000,
    perform(signal, onTrouble) {
      ran.push(name);
      return perform?.(signal, onTrouble);
    },
  }));
}

const never = (): Promise<void> => new Promise(() => {});

Deno.test("SafeSequence runs its steps from the last to the first, and is safe if all are done", async () => {
  const ran: string[] = [];
  const sequence = new SafeSequence(steps(ran, { pump: undefined, heater: undefined }));
  const { why, isSafe, steps: results } = await sequence.run("SIGTERM");
  assertEquals(ran, ["heater", "pump"]);
  assertEquals([why, isSafe, results.map(({ name }) => name)], ["SIGTERM", true, ran]);
});

Deno.test("a step that fails at once or later, or hangs, does not stop the next", async () => {
  const ran: string[] = [];
  const clock = new VirtualClock();
  const sequence = new SafeSequence(
    steps(ran, {
      vent: undefined,
      deaf: never,
      late: () => Promise.reject(new Error("no reply")),
      broken: () => {
        throw new Error("a bug");
      },
    }),
    { clock },
  );
  const running = sequence.run("a test");
  await clock.advance(2_000);
  const { isSafe, steps: results } = await running;
  assertEquals(ran, ["broken", "late", "deaf", "vent"]);
  assertEquals(isSafe, false);
  assertEquals(results.map(({ isDone }) => isDone), [false, false, false, true]);
  assertEquals(results.map(({ tookMs }) => tookMs), [0, 0, 2_000, 0]);
  assertStringIncludes(results[2]!.fault!.message, "deaf");
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("a step that hangs is told to stop, and what it says later changes nothing", async () => {
  const clock = new VirtualClock();
  let stopped = false;
  const finish = Promise.withResolvers<void>();
  const perform = (signal: AbortSignal): Promise<void> => {
    signal.addEventListener("abort", () => stopped = true);
    return finish.promise;
  };
  const sequence = new SafeSequence([{ name: "slow", timeoutMs: 100, perform }], { clock });
  const running = sequence.run("a test");
  await clock.advance(100);
  finish.resolve();
  assertEquals((await running).isSafe, false);
  assertEquals(stopped, true);
});

Deno.test("SafeSequence runs once, however often it is asked, also while it runs", async () => {
  const ran: string[] = [];
  const sequence = new SafeSequence(steps(ran, { heater: undefined, pump: undefined }));
  assertEquals(sequence.hasBegun, false);
  const all = await Promise.all([sequence.run("SIGINT"), sequence.run("SIGTERM")]);
  assertEquals((await sequence.run("late")).why, "SIGINT");
  assertEquals(all[0], all[1]);
  assertEquals(ran, ["pump", "heater"]);
});

Deno.test("SafeSequence takes at most the sum of its steps' times", async () => {
  const clock = new VirtualClock();
  const ran: string[] = [];
  const sequence = new SafeSequence(steps(ran, { a: never, b: never, c: never }), { clock });
  assertEquals(sequence.longestMs, 6_000);
  const running = sequence.run("a test");
  await clock.advance(6_000);
  assertEquals((await running).steps.length, 3);
});

Deno.test("steps that may take longer than the whole share its time, and what one leaves is the next one's", async () => {
  const clock = new VirtualClock();
  const ran: string[] = [];
  const tasks = steps(ran, { a: never, b: never, c: undefined, d: never });
  const sequence = new SafeSequence(tasks, { clock, timeoutMs: 4_000 });
  assertEquals(sequence.longestMs, 4_000);
  const running = sequence.run("a test");
  await clock.advance(4_000);
  const { steps: results } = await running;
  assertEquals(results.map(({ tookMs }) => tookMs), [1_000, 0, 1_500, 1_500]);
});

Deno.test("a process that stood still in a step takes no time from the steps to come", async () => {
  const virtual = new VirtualClock();
  let jumpMs = 0;
  const clock: Clock = {
    nowMs: () => virtual.nowMs() + jumpMs,
    wallMs: () => virtual.wallMs(),
    timer: (ms, callback) => virtual.timer(ms, callback),
  };
  const answer = (): Promise<void> => new Promise((resolve) => void clock.timer(500, resolve));
  const standStill = (): void => void (jumpMs = 60_000);
  const tasks = steps([], { vent: answer, valve: answer, heater: standStill });
  const running = new SafeSequence(tasks, { clock, timeoutMs: 6_000 }).run("a test");
  await virtual.advance(2_000);
  assertEquals((await running).isSafe, true);
});

for (const wrong of [NaN, Infinity, -1, 0]) {
  Deno.test(`SafeSequence takes the usual times if a rig says ${wrong} ms`, async () => {
    const clock = new VirtualClock();
    const tasks = steps([], { vent: undefined, valve: never })
      .map((task) => ({ ...task, timeoutMs: wrong }));
    const running = new SafeSequence(tasks, { clock, timeoutMs: wrong }).run("a test");
    await clock.advance(2_000);
    const { steps: results } = await running;
    assertEquals(results.map(({ isDone, tookMs }) => [isDone, tookMs]), [[false, 2_000], [
      true,
      0,
    ]]);
  });
}

Deno.test("SafeSequence says which steps are not known to be done, also while it runs", async () => {
  const clock = new VirtualClock();
  const told: string[] = [];
  const onStep = ({ name }: { readonly name: string }): void => {
    told.push(name);
    throw new Error("whoever is told is broken");
  };
  const tasks = steps([], { vent: undefined, valve: never, heater: undefined });
  const sequence = new SafeSequence(tasks, { clock, onStep });
  assertEquals(sequence.notKnown, ["heater", "valve", "vent"]);
  const running = sequence.run("a test");
  await clock.advance(1_000);
  assertEquals(sequence.notKnown, ["valve", "vent"]);
  assertEquals(sequence.stepsSoFar.map(({ name }) => name), ["heater"]);
  await clock.advance(1_000);
  await running;
  assertEquals(sequence.notKnown, ["valve"]);
  assertEquals(told, ["heater", "valve", "vent"]);
});

Deno.test("a step that took too long says what its trouble was until then", async () => {
  const clock = new VirtualClock();
  const perform: SafeTask["perform"] = (_, onTrouble) => {
    onTrouble(new Error("connection refused"));
    return never();
  };
  const sequence = new SafeSequence(steps([], { vent: perform }), { clock });
  const running = sequence.run("a test");
  await clock.advance(2_000);
  const { steps: [vent] } = await running;
  assertStringIncludes(vent!.fault!.message, "more than 2000 ms: connection refused");
  assertEquals(vent!.fault!.cause?.message, "connection refused");
});
