import type { Reading } from "../../lib/contract/reading.ts";
import { seededRandom } from "../../lib/base/seeded_random.ts";
import { healthText } from "../../lib/rig/health/health_text.ts";
import type { Alarm } from "../../lib/policy/limits/alarm.ts";
import type { Rig } from "../../lib/rig/rig.ts";
import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { RigBench } from "../lib/rig/rig_bench.ts";

/** A rig whose channel is measured until a moment, and then hangs. */
class Silent implements AsyncDisposable {
  readonly bench = new RigBench();
  /** What its sink has got of the channel, and when. */
  readonly record: { readonly atMs: number; readonly reading: Reading<unknown> }[] = [];
  readonly alarms: { readonly atMs: number; readonly alarms: readonly Alarm[] }[] = [];
  /** Answers the read that hangs. */
  answer: (value: number) => void = () => {};

  async start(everyMs: number, silentFromMs: number, plan: object = {}): Promise<this> {
    const { bench } = this;
    const read = (): number | Promise<number> => {
      if (bench.clock.nowMs() < silentFromMs) return 7;
      return new Promise((resolve) => this.answer = resolve);
    };
    const channels = { level: { everyMs, timeoutMs: 6_000_000, unit: "mm", read, ...plan } };
    await bench.start({ name: "desk", channels } as Rig, {
      selfEveryMs: 3_600_000,
      onAlarm: (alarms) => this.alarms.push({ atMs: bench.clock.nowMs(), alarms }),
      sinks: [{
        ...{ name: "file", capacity: 100, overflow: "drop-oldest" },
        write: (reading) => {
          if (reading.channel !== "level") return;
          this.record.push({ atMs: bench.clock.nowMs(), reading });
        },
      }],
    });
    return this;
  }

  /** When its health first showed it as stale. */
  get shownMs(): number | undefined {
    const health = this.bench.healths.find(({ channels }) => channels[0]?.state === "stale");
    return health && health.wallMs - Date.UTC(2026, 0, 1);
  }

  get state(): string | undefined {
    return this.bench.healths.at(-1)?.channels[0]?.state;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bench[Symbol.asyncDispose]();
  }
}

for (const everyMs of [20, 100, 333, 1_000, 10_000, 60_000]) {
  Deno.test(`G21: a channel read every ${everyMs} ms that falls silent is shown as stale in time: in the health, in the record, to listeners, as an alarm`, async () => {
    const random = seededRandom(everyMs);
    for (let run = 0; run < 5; run++) {
      await using silent = new Silent();
      const staleAfterMs = Math.max(1_000, 3 * everyMs);
      await silent.start(everyMs, 5 * everyMs * (1 + random.next()), {
        limits: { alarm: { high: 100 } },
      });
      const { clock } = silent.bench;
      await clock.advance(10 * everyMs + staleAfterMs + 300_000);
      const told = silent.record.filter(({ reading }) => reading.reason === "stale");
      const last = silent.record.findLast(({ reading }) => reading.reason === "ok")!;
      const limitMs = last.atMs + staleAfterMs + everyMs + 250;
      assertEquals(told.length, 1);
      const { atMs, reading } = told[0]!;
      assert(atMs <= limitMs && silent.shownMs! <= limitMs, `${atMs} ${silent.shownMs} ${limitMs}`);
      assert(atMs > last.atMs + staleAfterMs, "not before");
      assertEquals(silent.bench.of("level").at(-1), reading);
      const { status, value, unit, ageMs, seq, monoMs } = reading;
      assertEquals([status, value, unit, seq], ["uncertain", 7, "mm", last.reading.seq + 1]);
      assertEquals(monoMs - ageMs!, last.atMs);
      const alarm = silent.alarms.find(({ alarms }) => alarms.some(({ name }) => name === "stale"));
      assert(alarm !== undefined && alarm.atMs <= limitMs, `alarm ${alarm?.atMs}`);
    }
  });
}

Deno.test("G21: a channel that has never measured is shown as stale, and has no value in the record", async () => {
  await using silent = await new Silent().start(1_000, 0);
  await silent.bench.clock.advance(3_002);
  assertEquals(silent.state, "stale");
  assertEquals(silent.record, []);
  assertStringIncludes(
    healthText(silent.bench.healths.at(-1)!).join("\n"),
    "level is stale since 00:00:03Z (0 s)",
  );
});

Deno.test("G21: a channel that measures again is no longer stale, and its readings are numbered without a gap", async () => {
  await using silent = await new Silent().start(100, 2_050);
  const { clock } = silent.bench;
  for (let round = 0; round < 3; round++) {
    await clock.advance(10_000);
    assertEquals(silent.state, "stale");
    silent.answer(8);
    await clock.advance(50);
    assertEquals(silent.state, "good");
  }
  const seqs = silent.record.map(({ reading }) => reading.seq);
  assertEquals(seqs, seqs.map((_, at) => at));
  assertEquals(silent.record.filter(({ reading }) => reading.reason === "stale").length, 3);
});

Deno.test("G21: an answer that comes after its time does not make a stale channel fresh", async () => {
  await using silent = await new Silent().start(100, 2_050, { timeoutMs: 5_000 });
  const { clock } = silent.bench;
  await clock.advance(6_000);
  assertEquals(silent.state, "stale");
  await clock.advance(1_500); // its time is over: it is bad
  const { answer } = silent;
  assertEquals(silent.state, "bad");
  answer(7);
  await clock.advance(99);
  assertEquals(silent.state, "bad");
  assertEquals(
    silent.record.filter(({ atMs }) => atMs > 2_050 && atMs < 7_500).map(
      ({ reading }) => reading.reason,
    ),
    ["stale", "comm-fail"],
  );
});

Deno.test("G21: a value that stays the same, and is measured, is not stale", async () => {
  await using silent = await new Silent().start(1_000, Infinity);
  await silent.bench.clock.advance(3_600_000);
  assertEquals(silent.record.length, 3_601);
  assertEquals(silent.record.filter(({ reading }) => reading.reason !== "ok"), []);
  assertEquals(silent.state, "good");
  assertEquals(silent.shownMs, undefined);
});

Deno.test("G21: a prediction is no measurement: a held channel is never shown as good, and is bad in the end", async () => {
  await using silent = await new Silent().start(100, 5_050, {
    timeoutMs: 100,
    hold: { maxAgeMs: 3_000 },
  });
  await silent.bench.clock.advance(20_000);
  const late = silent.record.filter(({ atMs }) => atMs > 5_100).map(({ reading }) => reading);
  assertEquals(late.filter(({ status }) => status === "good"), []);
  assertEquals(new Set(late.map(({ reason }) => reason)), new Set(["held", "comm-fail"]));
  assertEquals(silent.state, "bad");
});
