import { assertEquals, assertLessOrEqual } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { FailOver } from "../../../lib/policy/fail_over.ts";
import type { Notice } from "../../../lib/policy/notice.ts";
import { resilientRig } from "./resilient_rig.ts";

const kinds = (notices: readonly Notice[]): string[] => notices.map(({ kind }) => kind);

Deno.test("the backup stays in use, and is asked first", async () => {
  const { read, first, volts } = resilientRig(["link.closed"], { retry: { max: 0 } }, [5]);
  for (let i = 0; i < 3; i++) await read(1_000);
  assertEquals(first.askedMs.length, 1); // no probe is due within 6 s
  const reading = await read(1_000);
  assertEquals([reading.path, reading.channel, reading.seq], ["backup:dmm2", "volts", 3]);
  assertEquals(volts.stats(), {
    ...{ first: 3, retried: 1, adjusted: 0, backup: 4, held: 0, failed: 0, stopped: 0 },
    ...{ switches: 1, switchesBack: 0, breakerOpenings: 0, retryShare: 0.25 },
    ...{ source: "dmm2", breaker: "closed" },
  });
});

Deno.test("the first source is used again after five good probes and 30 s, and the probes delay nobody", async () => {
  const { read, first, notices, clock } = resilientRig(["link.closed"], { retry: { max: 0 } }, [5]);
  await read(1_000);
  first.script = ["hangs", 4]; // one probe that fails, then good ones
  let switchedBackMs = 0;
  for (let i = 0; i < 60 && switchedBackMs === 0; i++) {
    const reading = await read(1_000);
    if (reading.path === "first") switchedBackMs = clock.nowMs();
    else assertEquals([reading.path, reading.tookMs], ["backup:dmm2", 10]);
  }
  assertEquals(first.askedMs.length, 1 + 1 + 5 + 1); // the fault, a hung and five good probes, a read
  assertEquals(switchedBackMs > 30_000 && switchedBackMs < 45_000, true);
  assertEquals(kinds(notices), ["switched", "switched-back"]);
});

Deno.test("a first source that comes and goes is switched to at most once in 30 s", async () => {
  const plan = { retry: { max: 0 } };
  const { read, first, notices, clock } = resilientRig(["link.closed"], plan, [5]);
  for (let i = 0; i < 600; i++) {
    // It answers every probe, and fails as soon as it is in use.
    first.script = [notices.at(-1)?.kind === "switched" ? 4 : "link.closed"];
    await read(1_000);
  }
  const switches = notices.filter(({ kind }) => kind === "switched-back").length;
  assertLessOrEqual(switches, clock.nowMs() / 30_000);
  assertEquals(switches > 10, true);
});

Deno.test("a backup that fails gives way to a first source that has answered its last probe", async () => {
  const { read, first, backup, volts } = resilientRig(["link.closed"], { retry: { max: 0 } }, [5]);
  await read(1_000);
  first.script = [4];
  for (let i = 0; i < 8; i++) await read(1_000);
  backup.script = ["link.closed"];
  assertEquals((await read(1_000)).status, "bad"); // the backup is active: nothing is left
  assertEquals((await read(1_000)).path, "first");
  assertEquals(volts.stats().switchesBack, 1);
});

Deno.test("FailOver never goes back sooner than its time, nor without its good probes in a row", () => {
  const probes = fc.array(
    fc.record({ good: fc.boolean(), afterMs: fc.integer({ min: 1, max: 3_000 }) }),
    {
      maxLength: 60,
    },
  );
  fc.assert(fc.property(probes, fc.integer({ min: 1, max: 5 }), (probes, good) => {
    const failOver = new FailOver({ good, afterMs: 10_000 });
    failOver.switched(0);
    let nowMs = 0;
    let inRow = 0;
    for (const probe of probes) {
      nowMs += probe.afterMs;
      if (!failOver.probeDue(nowMs)) continue;
      if (failOver.probeDue(nowMs)) return false; // one at a time
      inRow = probe.good ? inRow + 1 : 0;
      const isBack = failOver.probed(probe.good, nowMs);
      if (isBack !== (inRow >= good && nowMs >= 10_000)) return false;
      if (isBack) break;
    }
    return true;
  }));
});

Deno.test("FailOver learns nothing from a probe that was stopped", () => {
  const failOver = new FailOver({ good: 2, afterMs: 10 });
  failOver.switched(0);
  const outcomes = [true, undefined, true].map((isGood, at) => failOver.probed(isGood, 10 * at));
  assertEquals([...outcomes, failOver.onBackup], [false, false, true, false]);
});

Deno.test("FailOver keeps its time though the probes came sooner, because the backup had failed", () => {
  const failOver = new FailOver({ good: 2, afterMs: 10_000 });
  failOver.switched(0);
  assertEquals([failOver.failed(1), failOver.probeDue(1)], [false, true]); // at once
  const outcomes = [1, 5_001, 10_001].map((nowMs) => failOver.probed(true, nowMs));
  assertEquals(outcomes, [false, false, true]);
});

Deno.test("a first source whose reads throw what they like is probed again", async () => {
  const { read, first, clock } = resilientRig(["link.closed"], { retry: { max: 0 } }, [5]);
  await read(1_000);
  first.script = ["reader.threw"];
  for (let i = 0; i < 20; i++) await read(1_000);
  assertEquals([first.askedMs.length, clock.pendingTimers], [1 + 2, 0]);
});

Deno.test("FailOver counts good probes afresh after each switch", () => {
  const failOver = new FailOver({ good: 2, afterMs: 10 });
  failOver.switched(0);
  assertEquals([10, 20].map((nowMs) => failOver.probed(true, nowMs)), [false, true]);
  failOver.switched(30);
  assertEquals([60, 70].map((nowMs) => failOver.probed(true, nowMs)), [false, true]);
});

Deno.test("FailOver leaves a backup that fails for a first source that has answered, and no sooner than a probe's pause after the last time", () => {
  const failOver = new FailOver({ good: 5, afterMs: 10_000 });
  assertEquals(failOver.failed(0), false); // it is not in use
  failOver.switched(0);
  assertEquals([failOver.probed(true, 100), failOver.failed(110)], [false, true]);
  failOver.switched(200);
  assertEquals([failOver.probed(true, 300), failOver.failed(2_109)], [false, false]);
  assertEquals(failOver.failed(2_110), true);
  failOver.switched(9_000);
  assertEquals([failOver.probed(false, 9_100), failOver.failed(9_110)], [false, false]);
});

Deno.test("a backup that failed once, and is well again, is kept until the first source is trusted", async () => {
  const { read, first, backup, volts } = resilientRig(["link.closed"], { retry: { max: 0 } }, [5]);
  await read(1_000);
  backup.script = ["link.closed", 5];
  assertEquals((await read(1_000)).status, "bad");
  first.script = [4];
  for (let i = 0; i < 20; i++) assertEquals((await read(1_000)).path, "backup:dmm2");
  assertEquals(volts.stats().switchesBack, 0);
});

Deno.test("a probe that ends because the read beside it is stopped tells nothing", async () => {
  const plan = { retry: { max: 0 }, failBack: { good: 2, afterMs: 10_000 } };
  const { read, volts, clock, first } = resilientRig(["link.closed"], plan, [5]);
  await read(5_100);
  first.script = [4];
  await read(5_100); // with a good probe
  const stop = new AbortController();
  const stopped = volts.tryRead({ signal: stop.signal });
  await clock.advance(5);
  stop.abort();
  assertEquals((await stopped).fault?.code, "aborted");
  await clock.advance(5_100);
  await read(1_000); // with the second
  assertEquals([volts.stats().source, first.askedMs.length], ["volts", 1 + 3]);
});
