import { assertEquals, assertMatch } from "../../deps/assert.ts";
import { Breaker } from "../../../lib/policy/breaker.ts";
import { resilientRig } from "./resilient_rig.ts";

Deno.test("Breaker opens after so many failures in a row, and lets one probe through at a time", () => {
  const breaker = new Breaker({ openAfter: 2, probeMs: [100, 500] });
  assertEquals(breaker.enter(0), "all");
  breaker.failed(0);
  breaker.succeeded();
  breaker.failed(0);
  assertEquals(breaker.state, "closed");
  breaker.failed(0);
  assertEquals([breaker.state, breaker.enter(99), breaker.openForMs(60)], ["open", "refused", 40]);
  assertEquals([breaker.enter(100), breaker.enter(100)], ["probe", "refused"]);
  breaker.failed(110);
  assertEquals([breaker.enter(609), breaker.enter(610)], ["refused", "probe"]);
  breaker.failed(610); // the last time is repeated
  assertEquals([breaker.enter(1_109), breaker.enter(1_110)], ["refused", "probe"]);
  breaker.succeeded();
  assertEquals([breaker.state, breaker.enter(1_110)], ["closed", "all"]);
});

Deno.test("Breaker waits the first time again after it was closed", () => {
  const breaker = new Breaker({ openAfter: 1, probeMs: [100, 500] });
  breaker.failed(0);
  breaker.enter(100);
  breaker.failed(100);
  breaker.enter(600);
  breaker.succeeded();
  breaker.failed(1_000);
  assertEquals(breaker.openForMs(1_000), 100);
});

Deno.test("Breaker learns nothing from a probe that was stopped: the next may go", () => {
  const breaker = new Breaker({ openAfter: 1, probeMs: [100] });
  breaker.failed(0);
  assertEquals(breaker.enter(100), "probe");
  breaker.stopped();
  assertEquals(breaker.enter(100), "probe");
});

Deno.test("resilient() with a breaker does not ask a device that is gone at every poll", async () => {
  const plan = { breaker: {}, retry: { max: 2 } };
  const { read, first, notices, volts } = resilientRig(["link.failed"], plan);
  for (let i = 0; i < 600; i++) await read(100); // 10 Hz for a minute
  // Five reads of three attempts, then one attempt at 1, 3, 8 and 38 s.
  assertEquals(first.askedMs.length, 15 + 4);
  const { fault, reason } = await read(100);
  assertEquals([fault?.code, reason, fault?.cause?.name], [
    "breaker.open",
    "disabled",
    "ReadoutError",
  ]);
  assertMatch(
    fault!.message,
    /^Cannot read volts: its last reads have failed, it is asked again in \d+ ms$/,
  );
  assertEquals([volts.stats().breaker, volts.stats().breakerOpenings], ["open", 1]);
  first.script = [4];
  await read(30_000);
  assertEquals((await read()).value, 4);
  assertEquals(notices.map(({ kind }) => kind), ["breaker-opened", "breaker-closed"]);
});

Deno.test("a backup that comes to life while the breaker is open is found by its next probe", async () => {
  const plan = { breaker: {}, retry: { max: 1 } };
  const { read, clock, first, backup } = resilientRig(["link.failed"], plan, ["link.failed"]);
  for (let i = 0; i < 20; i++) await read(100);
  const before = first.askedMs.length;
  backup.script = [5];
  await clock.advance(30_000);
  assertEquals((await read(1_000)).path, "backup:dmm2");
  assertEquals(first.askedMs.length, before + 1); // one attempt of each source
});
