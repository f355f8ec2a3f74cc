import { assert, assertEquals, assertLessOrEqual } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import type { FaultCode } from "../../../lib/contract/fault.ts";
import { delay } from "../../../lib/base/delay.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { fullJitterMs } from "../../../lib/policy/full_jitter.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { channel } from "../../../lib/channel/channel.ts";
import type { ResiliencePlan } from "../../../lib/policy/resilience_plan.ts";
import { resilient } from "../../../lib/policy/resilient.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { AT_ONCE } from "./scripted.ts";
import { resilientRig } from "./resilient_rig.ts";

/** Pauses as long as they can be. */
const LONGEST = { next: (): number => 1 - 2 ** -32 };

/** A plan with every way out, each of which takes its time. */
function longPlan(log: string[]): ResiliencePlan<number> {
  return {
    totalMs: 60_000,
    attemptMs: 1_000,
    random: LONGEST,
    retry: { max: 2, firstPauseMs: 1_000 },
    resync: async ({ signal }) => {
      log.push("resync");
      await new Promise<void>((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason))
      );
    },
    adjust: [{ name: "range", apply: () => void log.push("apply") }],
  };
}

Deno.test("an abort ends a resilient read at once and starts nothing more, whenever it comes", async () => {
  for (const code of ["hangs", "timeout.lock", "timeout.reply"] as const) {
    // In steps that hit each attempt, each pause and each resync, on both sources.
    for (let atMs = 0; atMs < 30_000; atMs += 170) {
      const log: string[] = [];
      const { volts, clock, first, backup } = resilientRig([code], longPlan(log), [code]);
      const stop = new AbortController();
      const read = volts.read({ signal: stop.signal }).then((it) => it.value, (reason) => reason);
      await clock.advance(atMs);
      const asked = () => first.askedMs.length + backup.askedMs.length + log.length;
      const before = asked();
      let settled = false;
      void read.then(() => settled = true);
      await nextTurn();
      const wasOver = settled;
      stop.abort("mine");
      await nextTurn();
      assert(settled, `${code}: abort at ${atMs} ms did not end the read`);
      if (!wasOver) assertEquals(await read, "mine");
      await nextTurn();
      assertEquals(clock.pendingTimers, 0, `${code}: a timer is left after ${atMs} ms`);
      await clock.advance(100_000);
      assertEquals(asked(), before, `${code}: something started after the abort at ${atMs} ms`);
      if (wasOver) break;
    }
  }
});

Deno.test("a resilient read that is aborted is bad and held by nothing", async () => {
  const { volts, clock, read } = resilientRig([4, 4, "hangs"], { hold: {} });
  await read(100);
  await read(100);
  const stop = new AbortController();
  const reading = volts.tryRead({ signal: stop.signal });
  await clock.advance(5);
  stop.abort();
  assertEquals([(await reading).reason, (await reading).fault?.code], ["disabled", "aborted"]);
  assertEquals(volts.stats().stopped, 1);
});

Deno.test("the total deadline ends a resilient read in every state", async () => {
  for (const code of ["hangs", "timeout.lock", "timeout.reply"] as const) {
    for (let totalMs = 5; totalMs < 20_000; totalMs += 185) {
      const plan = { ...longPlan([]), totalMs };
      const { volts, clock } = resilientRig([code], plan, [code]);
      const reading = volts.tryRead();
      let endedMs = NaN;
      void reading.then(() => endedMs = clock.nowMs());
      await clock.advance(25_000);
      assertLessOrEqual(endedMs, totalMs);
      const { fault, status } = await reading;
      assertEquals(status, "bad");
      if (endedMs === totalMs) assertEquals(fault?.code, "timeout.total");
    }
  }
});

Deno.test("the total deadline says what was tried", async () => {
  const { read } = resilientRig(["timeout.lock", "hangs"], { totalMs: 500 });
  const { fault } = await read(500);
  assertEquals(fault?.message, "Cannot read volts: no answer in 500 ms; 2 attempts");
  assertEquals(fault?.attempts?.map(({ path }) => path), ["first"]);
});

Deno.test("a pause is any part of one that doubles, and never longer than the time that is left", () => {
  const pauses = { firstMs: 100, longestMs: 400 };
  const longest = [1, 2, 3, 4, 9].map((n) => Math.round(fullJitterMs(n, pauses, 1e9, LONGEST)));
  assertEquals(longest, [100, 200, 400, 400, 400]);
  assertEquals(Math.round(fullJitterMs(3, pauses, 50, LONGEST)), 50);
  assertEquals(fullJitterMs(1, pauses, 1e9, { next: () => 0 }), 0);
  fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 30 }), (seed, n) => {
    const pauseMs = fullJitterMs(n, pauses, 250, seededRandom(seed));
    return pauseMs >= 0 && pauseMs < 250;
  }));
});

Deno.test("the same seed gives the same attempts at the same times", async () => {
  async function times(seed: number): Promise<readonly number[]> {
    const plan = { retry: { max: 5 }, random: seededRandom(seed) };
    const { read, first } = resilientRig(["timeout.reply"], plan);
    await read();
    return first.askedMs;
  }
  assertEquals(await times(7), await times(7));
  assert(String(await times(7)) !== String(await times(8)));
});

Deno.test("what an attempt changed is restored though the read is aborted, before the next read", async () => {
  const log: string[] = [];
  const { volts, clock, first } = resilientRig(["timeout.lock" as FaultCode, "hangs"], {
    retry: { max: 0 },
    adjust: [{
      name: "range",
      apply: () => async ({ signal }) => {
        await delay(50, { clock, signal });
        log.push(`restored at ${clock.nowMs()}`);
      },
    }],
  });
  const stop = new AbortController();
  const aborted = volts.tryRead({ signal: stop.signal });
  await clock.advance(20);
  stop.abort();
  assertEquals((await aborted).fault?.code, "aborted");
  first.script = [1];
  const next = volts.tryRead();
  await clock.advance(100);
  assertEquals((await next).value, 1);
  assertEquals(log, ["restored at 70"]);
  assertEquals(first.askedMs, [0, 10, 70]);
});

Deno.test("what could not be restored is told once, marks the readings, and is tried again when the device answers", async () => {
  let stuck = true;
  let tries = 0;
  const { read, notices } = resilientRig(["timeout.lock", 1, 2, 3, 4], {
    retry: { max: 0 },
    adjust: [{
      name: "range",
      apply: () => () => {
        tries++;
        if (stuck) throw new Error("stuck");
      },
    }],
  });
  assertEquals((await read()).path, "adjusted:range");
  assertEquals((await read()).path, "adjusted:range"); // measured while still changed
  stuck = false;
  assertEquals((await read()).path, "adjusted:range");
  assertEquals((await read()).path, "first");
  assertEquals([tries, notices.map(({ kind }) => kind)], [3, ["not-restored"]]);
});

Deno.test("what an attempt changes too late for itself is restored all the same", async () => {
  const log: string[] = [];
  const { read, clock } = resilientRig(["timeout.lock", 1], {
    retry: { max: 0 },
    attemptMs: 100,
    adjust: [{
      name: "slow",
      apply: async () => {
        await delay(150, { clock });
        return () => void log.push("restored");
      },
    }],
  });
  assertEquals((await read()).status, "bad");
  assertEquals(log, []);
  assertEquals((await read()).path, "adjusted:slow");
  assertEquals(log, ["restored"]);
});

Deno.test("an abort starts no further attempt of a source that heeds no signal", async () => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  let asked = 0;
  const deaf = {
    ...{ name: "deaf", unit: "V", tryRead: () => Promise.reject() },
    async read(): Promise<never> {
      asked++;
      await delay(10, { clock });
      throw new ReadoutError("timeout.lock", "Cannot read deaf: it is busy");
    },
  };
  const reading = resilient(deaf, { clock, random: AT_ONCE }).tryRead({ signal: stop.signal });
  await clock.advance(5);
  stop.abort();
  assertEquals((await reading).fault?.code, "aborted");
  await clock.advance(100);
  assertEquals(asked, 1);
});

Deno.test("the pauses are short again after the switch to the backup", async () => {
  const plan = { retry: { max: 2, firstPauseMs: 100 }, random: LONGEST };
  const { read, first, backup } = resilientRig(["timeout.lock"], plan, ["timeout.lock"]);
  await read();
  assertEquals(first.askedMs.map(Math.round), [0, 110, 320]);
  assertEquals(backup.askedMs.map(Math.round), [330, 440, 650]);
});

Deno.test("a value is not lost because what was changed for it cannot be changed back", async () => {
  const { volts, clock, notices } = resilientRig(["timeout.lock", 1, 2], {
    retry: { max: 0 },
    adjust: ["range", "rate"].map((name) => ({
      name,
      apply: () => () => new Promise<void>(() => {}),
    })),
  });
  const paths: string[] = [];
  for (let i = 0; i < 2; i++) {
    const reading = volts.tryRead({ timeoutMs: 500 });
    await clock.advance(500);
    paths.push(`${(await reading).value} ${(await reading).path}`);
  }
  assertEquals(paths, ["1 adjusted:range", "2 adjusted:range"]);
  assertEquals(notices.map(({ kind }) => kind), ["not-restored"]);
});

Deno.test("no attempt is made after the deadline, though a blocked event loop let nobody say so", async () => {
  const good = Array.from({ length: 20 }, (_, at) => 4 + 0.01 * (at % 3));
  const { volts, clock, first, read } = resilientRig([...good, "timeout.lock"], {
    ...{ totalMs: 500, random: LONGEST, retry: { firstPauseMs: 100 }, hold: { maxAgeMs: 60_000 } },
  });
  for (let i = 0; i < good.length; i++) await read(1_000);
  const reading = volts.tryRead();
  await clock.advance(20); // it pauses
  clock.stall(5_000);
  await clock.advance(0);
  assertEquals([(await reading).reason, (await reading).fault?.code], ["held", "timeout.lock"]);
  assertEquals(first.askedMs.length, good.length + 1);
});

Deno.test("a read whose turn comes when its time is over says so, and blames no reader", async () => {
  const clock = new VirtualClock();
  const slow = channel("slow", "V", async () => {
    await delay(100, { clock });
    return 1;
  }, { clock });
  const volts = resilient(slow, { clock });
  const [one, other] = [volts.tryRead(), volts.tryRead({ timeoutMs: 100 })];
  await clock.advance(1_000);
  assertEquals((await one).value, 1);
  assertEquals((await other).fault?.code, "timeout.total");
});
