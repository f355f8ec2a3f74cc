// G9: going over to a backup, and back, is counted and labelled, takes bounded time, and does not flap.

import type { Reading } from "../../lib/contract/reading.ts";
import { delay } from "../../lib/base/delay.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";
import { seededRandom } from "../../lib/base/seeded_random.ts";
import { channel } from "../../lib/channel/channel.ts";
import type { Notice } from "../../lib/policy/notice.ts";
import type { ResiliencePlan } from "../../lib/policy/resilience_plan.ts";
import { resilient } from "../../lib/policy/resilient.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { assert, assertEquals, assertGreater, assertLessOrEqual } from "../deps/assert.ts";

const SEEDS = Number(Deno.env.get("READOUT_SEEDS") ?? 20);
const PERIOD_MS = 200;

/** What a source does when it is asked. */
type Health = "up" | "down" | "hung";

/** Two sources, the first says 1 and the backup 2; what each does, and what has been told. */
function rig(plan: ResiliencePlan<number>) {
  const clock = new VirtualClock();
  const health: { first: Health; backup: Health } = { first: "up", backup: "up" };
  const notices: (Notice & { readonly atMs: number })[] = [];
  /** Whether each time that the first source was asked it answered, oldest first. */
  const answers: boolean[] = [];
  const source = (name: "first" | "backup", value: number) =>
    channel(name, "V", async ({ signal }) => {
      const does = health[name];
      if (name === "first") answers.push(does === "up");
      await delay(does === "hung" ? 1e9 : 10, { clock, signal });
      if (does === "up") return value;
      throw new ReadoutError("link.closed", `Cannot read ${name}: closed`);
    }, { clock });
  const volts = resilient(source("first", 1), {
    backup: source("backup", 2),
    clock,
    onNotice: (notice) => void notices.push({ ...notice, atMs: clock.nowMs() }),
    ...plan,
  });
  /** Reads, and gives the rest of a period to what goes on beside it. */
  async function read(): Promise<Reading<number>> {
    const startMs = clock.nowMs();
    let isOver = false;
    const reading = volts.tryRead().finally(() => isOver = true);
    while (!isOver) await clock.advance(5);
    await clock.advance(Math.max(0, PERIOD_MS - (clock.nowMs() - startMs)));
    return await reading;
  }
  const times = (kind: Notice["kind"]) =>
    notices.filter((notice) => notice.kind === kind).map(({ atMs }) => atMs);
  return { clock, health, volts, read, times, answers };
}

/** The least of the times between two of these. */
function leastGap(times: readonly number[]): number {
  return Math.min(...times.slice(1).map((ms, at) => ms - times[at]!));
}

Deno.test("G9: a first source that hangs is left after attempts x timeout, and pauses of 0.3 s at most", async () => {
  for (let seed = 0; seed < SEEDS; seed++) {
    for (const max of [0, 1, 2]) {
      const { clock, health, volts } = rig({ retry: { max }, random: seededRandom(seed) });
      health.first = "hung";
      const reading = volts.tryRead();
      let endMs = NaN;
      void reading.then(() => endMs = clock.nowMs());
      await clock.advance(5_000);
      assertEquals((await reading).path, "backup:backup");
      const mostPauseMs = [0, 100, 300][max]!;
      assertLessOrEqual(endMs, (max + 1) * 1_000 + mostPauseMs + 10); // and the backup's own 10 ms
    }
  }
});

Deno.test("G9: each value says which source it is from, in 10,000 reads of two that come and go", async () => {
  const random = seededRandom(9);
  const { health, read, volts } = rig({ random, failBack: { afterMs: 2_000 } });
  const seen = { first: 0, backup: 0, bad: 0 };
  for (let count = 0; count < 10_000; count++) {
    if (random.next() < 0.02) health.first = random.next() < 0.5 ? "up" : "down";
    if (random.next() < 0.02) health.backup = random.next() < 0.8 ? "up" : "down";
    const { value, path, status } = await read();
    if (status === "bad") seen.bad++;
    else {
      assertEquals(path!.startsWith("backup:backup") ? 2 : 1, value, path);
      seen[value === 1 ? "first" : "backup"]++;
    }
  }
  assert(seen.first > 1_000 && seen.backup > 1_000 && seen.bad > 10, JSON.stringify(seen));
  const { first, retried, failed, backup, switches, switchesBack } = volts.stats();
  assertEquals([first + retried, failed, backup], [10_000 - seen.bad, seen.bad, seen.backup]);
  assertGreater(switches, 20);
  assertLessOrEqual(Math.abs(switches - switchesBack), 1);
});

Deno.test("G9: the first source is used again only after 5 good probes and 30 s, and at most once in 30 s however it flaps", async () => {
  let goneBack = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = seededRandom(seed);
    const { health, read, times, answers, volts } = rig({ retry: { max: 0 }, random });
    const longestMs = 200 * 10 ** (3 * random.next()); // it stays as it is for 0.2 s to 200 s
    let leftMs = 0;
    for (let count = 0; count < 3_000; count++) { // 10 min
      leftMs -= PERIOD_MS;
      if (leftMs <= 0) {
        health.first = health.first === "up" ? (random.next() < 0.3 ? "hung" : "down") : "up";
        leftMs = longestMs * random.next();
      }
      const before = times("switched-back").length;
      assert((await read()).status === "good");
      if (times("switched-back").length === before) continue;
      goneBack++;
      assertEquals(answers.slice(-5), [true, true, true, true, true], `seed ${seed}`);
    }
    const [over, back] = [times("switched"), times("switched-back")];
    assertEquals([volts.stats().switches, volts.stats().switchesBack], [over.length, back.length]);
    for (const [at, ms] of back.entries()) {
      assertLessOrEqual(30_000, ms - over[at]!, `seed ${seed}`);
    }
    assertLessOrEqual(30_000, Math.min(leastGap(over), leastGap(back)), `seed ${seed}`);
  }
  assertGreater(goneBack, SEEDS);
});

Deno.test("G9: when the backup flaps too, no source is left more often than once in 6 s", async () => {
  let earlier = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = seededRandom(seed);
    const { health, read, times } = rig({ retry: { max: 0 }, random });
    for (let count = 0; count < 1_500; count++) { // 5 min
      health.first = random.next() < 0.5 ? "up" : "down";
      health.backup = random.next() < 0.5 ? "up" : "down";
      await read();
    }
    const back = times("switched-back");
    assertLessOrEqual(6_000, leastGap(back), `seed ${seed}`);
    if (leastGap(back) < 30_000) earlier++; // a backup that fails is not kept for 30 s
  }
  assertGreater(earlier, 0);
});
