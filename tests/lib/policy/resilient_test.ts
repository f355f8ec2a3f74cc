import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { resilient } from "../../../lib/policy/resilient.ts";
import type { ResiliencePlan } from "../../../lib/policy/resilience_plan.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { resilientRig as rig } from "./resilient_rig.ts";
import { type Act, AT_ONCE } from "./scripted.ts";

Deno.test("resilient() passes a good first reading on, and says so", async () => {
  const { clock, volts, first } = rig([4.2]);
  const reading = volts.read();
  await clock.advance(10);
  assertEquals(await reading, {
    channel: "volts",
    seq: 0,
    value: 4.2,
    unit: "V",
    status: "good",
    reason: "ok",
    path: "first",
    wallMs: 1_000_000,
    monoMs: 0,
    tookMs: 10,
  });
  assertEquals(first.askedMs.length, 1);
  await nextTurn();
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("resilient() asks again after a fault that may pass, and the reading says how often", async () => {
  const { read, first, volts } = rig(["timeout.reply", "frame.bad", 4.2]);
  const reading = await read();
  assertEquals([reading.value, reading.path, reading.status], [4.2, "retry#2", "good"]);
  assertEquals([reading.monoMs, reading.tookMs], [20, 10]); // when it was measured
  assertEquals(first.askedMs, [0, 10, 20]);
  assertEquals(volts.stats().retried, 1);
});

Deno.test("resilient() does not repeat what is fatal, or a bug, and asks no backup", async () => {
  for (const code of ["permission.missing", "reader.threw"] as const) {
    const { read, first, backup } = rig([code], { adjust: [{ name: "x" }] }, [5]);
    const { fault } = await read();
    assertEquals([fault?.code, fault?.attempts], [code, undefined]);
    assertEquals([first.askedMs.length, backup.askedMs.length], [1, 0]);
  }
});

Deno.test("resilient() tries the adjustments in their order when retries are used up, each by its own counter", async () => {
  const log: string[] = [];
  const { read, first } = rig(
    ["timeout.reply", "timeout.reply", "timeout.reply", "timeout.reply", 7],
    {
      retry: { max: 1 },
      adjust: [
        { name: "only device", on: ["device"] },
        {
          name: "range",
          max: 2,
          apply: (_call, source) => {
            log.push(`auto ${source.name}`);
            return () => void log.push("restored");
          },
        },
        { name: "kept", apply: () => void log.push("kept") },
      ],
    },
  );
  const reading = await read();
  assertEquals([reading.value, reading.path], [7, "adjusted:kept"]);
  assertEquals(log, ["auto volts", "restored", "auto volts", "restored", "kept"]);
  assertEquals(first.askedMs.length, 5);
});

Deno.test("resilient() gives an adjusted attempt the longer budget that it asks for", async () => {
  const clock = new VirtualClock();
  const slow = channel("slow", "V", async ({ timeoutMs, signal }) => {
    if (timeoutMs >= 3_000) return 1;
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    return 0;
  }, { clock });
  const patient = resilient(slow, {
    retry: { max: 0 },
    adjust: [{ name: "longer", attemptMs: 3_000 }],
    clock,
    random: AT_ONCE,
  });
  const reading = patient.tryRead();
  await clock.advance(4_000);
  assertEquals((await reading).path, "adjusted:longer");
});

Deno.test("resilient() brings the source into step before it asks again, after link and content faults only", async () => {
  const log: string[] = [];
  const { read } = rig(["timeout.lock", "frame.bad", "link.closed", 1], {
    retry: { max: 3 },
    resync: (_call, source) => void log.push(source.name),
  });
  assertEquals((await read()).path, "retry#3");
  assertEquals(log, ["volts", "volts"]);
});

Deno.test("resilient() counts a resync that fails as the attempt", async () => {
  const { read, first } = rig(["frame.bad", 1], {
    retry: { max: 1 },
    resync: () => Promise.reject(new ReadoutError("link.suspect", "Cannot get into step")),
  });
  const { fault } = await read();
  assertEquals(fault?.code, "frame.bad"); // the original one
  assertEquals(fault?.attempts?.map(({ code }) => code), ["frame.bad", "link.suspect"]);
  assertEquals(first.askedMs.length, 1);
});

Deno.test("resilient() switches to the backup with fresh counters when the first source is exhausted", async () => {
  const { read, volts, first, backup } = rig(["timeout.reply"], { retry: { max: 1 } }, [
    "timeout.lock",
    5,
  ]);
  const reading = await read();
  assertEquals([reading.value, reading.path, reading.channel], [5, "backup:dmm2 retry#1", "volts"]);
  assertEquals([first.askedMs.length, backup.askedMs.length], [2, 2]);
  assertEquals([volts.stats().switches, volts.stats().source], [1, "dmm2"]);
});

Deno.test("resilient() fails when the backup fails too, and says in one line what was tried", async () => {
  const { read, volts } = rig(["timeout.reply"], { retry: { max: 1 } }, ["link.closed"]);
  const reading = await read();
  assert(reading.status === "bad");
  assertEquals(reading.reason, "comm-fail");
  assertEquals(
    reading.fault.message,
    "Cannot read volts: timeout.reply; 4 attempts, backup dmm2 failed too",
  );
  assertEquals(reading.fault.code, "timeout.reply"); // the original one
  assertEquals(reading.fault.attempts?.map(({ path, code }) => `${path}: ${code}`), [
    "first: timeout.reply",
    "retry#1: timeout.reply",
    "backup:dmm2: link.closed",
    "backup:dmm2 retry#1: link.closed",
  ]);
  assertEquals(structuredClone(reading), reading);
  assertEquals([volts.stats().source, volts.stats().failed], ["volts", 1]);
});

Deno.test("resilient() rejects with a ReadoutError that carries the attempts and keeps the cause", async () => {
  const cause = new Error("cable");
  const broken = channel<number>("volts", "V", () => {
    throw new ReadoutError("link.closed", "Cannot read volts: closed", { cause, sent: "VOLT?" });
  });
  const rejected = resilient(broken, { random: AT_ONCE }).read();
  const error = await assertRejects(() => rejected, ReadoutError, 'closed, asked "VOLT?"; 3');
  assertEquals([error.code, error.context.sent], ["link.closed", "VOLT?"]);
  assertEquals(error.context.attempts?.length, 3);
  assertStrictEquals(error.cause, cause);
});

Deno.test("resilient() does not try again what is excluded, and says why", async () => {
  const { read, first, backup } = rig(["timeout.reply"], {
    exclude: [
      ({ class: kind }) => kind === "device" && "not this",
      ({ verb, code }) => `interlock\n active (${verb} ${code})`,
    ],
  }, [5]);
  const { fault } = await read();
  assertEquals([first.askedMs.length, backup.askedMs.length], [1, 0]);
  assertEquals(
    fault?.message,
    "Cannot read volts: timeout.reply; not tried again: interlock\\x0a active (read timeout.reply)",
  );
});

Deno.test("resilient() does not try again when an exclusion throws, and keeps the fault", async () => {
  const { read, first } = rig(["timeout.reply"], {
    exclude: [() => {
      throw new Error("lost");
    }],
  });
  const { fault } = await read();
  assertEquals([fault?.code, first.askedMs.length], ["timeout.reply", 1]);
  assertEquals(
    fault?.message,
    'Cannot read volts: timeout.reply; not tried again: an exclusion threw "lost"',
  );
});

Deno.test("resilient() takes no NaN for a value, whoever says it, and asks the backup", async () => {
  const good = await channel("odd", "V", () => 1).read();
  const odd = {
    ...{ name: "odd", unit: "V", tryRead: () => Promise.reject() },
    read: () => Promise.resolve({ ...good, value: NaN }),
  };
  const plan = { random: AT_ONCE, hold: {} };
  const { fault, value } = await resilient<number>(odd, plan).tryRead();
  assertEquals([fault?.code, value], ["value.invalid", null]);
  const spare = channel("spare", "V", () => 5);
  assertEquals((await resilient<number>(odd, { ...plan, backup: spare }).read()).value, 5);
});

Deno.test("resilient() takes a channel's own opinion of a code", async () => {
  const { read, first } = rig(["source.absent", 1], { classes: { "source.absent": "link" } });
  assertEquals((await read()).path, "retry#1");
  assertEquals(first.askedMs.length, 2);
});

Deno.test("resilient() passes an uncertain reading on as it is", async () => {
  const odd = {
    ...channel("odd", "V", () => 1),
    name: "odd",
    unit: "V",
    read: () =>
      Promise.resolve({
        ...{ channel: "odd", seq: 9, unit: "V", value: 3, wallMs: 0, monoMs: 0, tookMs: 0 },
        ...{ status: "uncertain", reason: "maintenance" } as const,
      }),
    tryRead: () => Promise.reject(),
  };
  const reading = await resilient(odd, { hold: {} }).read();
  assertEquals([reading.status, reading.reason, reading.seq], ["uncertain", "maintenance", 0]);
});

Deno.test("resilient() tells what is fatal once, until there is a value again", async () => {
  const fatal: string[] = [];
  const plan = { onFatal: (error: ReadoutError) => void fatal.push(error.code) };
  const { read } = rig(["permission.missing", "permission.missing", 1, "source.absent"], plan);
  for (let i = 0; i < 4; i++) await read();
  assertEquals(fatal, ["permission.missing", "source.absent"]);

  const calm = rig(["timeout.reply"], plan);
  await calm.read();
  const critical = rig(["timeout.reply"], { ...plan, critical: true });
  await critical.read();
  assertEquals(fatal.slice(2), ["timeout.reply"]);
});

Deno.test("resilient() warns of a channel that lives on retries, once", async () => {
  const notices: unknown[] = [];
  const script: Act[] = [];
  for (let i = 0; i < 20; i++) script.push("timeout.lock", 1, 1, 1);
  const { read, volts } = rig(script, { onNotice: (notice) => notices.push(notice) });
  for (let i = 0; i < 15; i++) await read(100);
  assertEquals(notices, []); // 5 of 15 are not 5 % of a hundred yet
  for (let i = 0; i < 40; i++) await read(100);
  assertEquals(notices, [{ kind: "lives-on-retries", channel: "volts", share: 6 / 16 }]);
  assert(volts.stats().retryShare > 0.2);
});

Deno.test("resilient() refuses a plan that cannot be", () => {
  const volts = channel("volts", "V", () => 1);
  const amps = channel("amps", "A", () => 1);
  assertThrows(
    () => resilient(volts, { backup: amps }),
    TypeError,
    'should be the same, and is "A"',
  );
  assertThrows(() => resilient(volts, { backup: volts }), TypeError, "should be another channel");
  const wrong: ResiliencePlan<number>[] = [
    { totalMs: 0 },
    { attemptMs: NaN },
    { retry: { max: -1 } },
    { retry: { max: 21 } },
    { retry: { firstPauseMs: Infinity } },
    { adjust: [{ name: "x", max: 0.5 }] },
    { adjust: [{ name: "x", attemptMs: 0 }] },
    { breaker: { openAfter: 0 } },
    { breaker: { probeMs: [] } },
    { failBack: { good: 0 } },
    { failBack: { afterMs: -1 } },
    { hold: { maxAgeMs: 0 } },
  ];
  for (const plan of wrong) assertThrows(() => resilient(volts, plan), RangeError);
});
