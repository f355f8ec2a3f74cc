import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../../../../deps/assert.ts";
import { openHost } from "../../../../../lib/source/host/open_host.ts";
import { VirtualClock } from "../../../../../lib/testing/virtual_clock.ts";
import { FakeSystem, procStat } from "../fake_system.ts";

const IDLE = "0 0 0 0 0 0 0 0 0 0";

/** A computer, its processor and its clock. */
function open(...cores: string[]) {
  const clock = new VirtualClock();
  const system = new FakeSystem({}, { "/proc/stat": procStat(...cores) });
  const stat = (...now: string[]) => void system.files.set("/proc/stat", procStat(...now));
  return { clock, system, stat, host: openHost({ clock, system }) };
}

Deno.test("cpu waits for its baseline before the first reading, and does not say 0", async () => {
  const { clock, stat, host } = open(IDLE);
  using cpu = host.cpu();
  const reading = cpu.tryRead();
  await clock.advance(99);
  assertEquals(clock.pendingTimers > 0, true);
  stat("25 0 5 60 10 0 0 0 0 0");
  await clock.advance(1);
  assertEquals((await reading).value, 30);
  assertEquals((await reading).tookMs, 100);
  assertEquals(clock.pendingTimers, 0);
  host[Symbol.dispose]();
});

Deno.test("cpu covers the time since the previous reading, without waiting", async () => {
  const { clock, stat, host } = open(IDLE);
  using _ = host;
  const cpu = host.cpu();
  const first = cpu.tryRead();
  stat("10 0 0 90 0 0 0 0 0 0");
  await clock.advance(100);
  await first;
  await clock.advance(1_000);
  stat("90 0 0 110 0 0 0 0 0 0");
  const second = await cpu.tryRead();
  assertEquals(second.value, 80);
  assertEquals(second.tookMs, 0);
});

Deno.test("cpu read more often than ticks come covers 100 ms at least", async () => {
  const { clock, stat, host } = open(IDLE);
  using _ = host;
  const cpu = host.cpu();
  const first = cpu.tryRead();
  stat("5 0 0 5 0 0 0 0 0 0");
  await clock.advance(100);
  assertEquals((await first).value, 50);
  assertEquals((await cpu.tryRead()).value, 50, "at the same moment");
  stat("15 0 0 5 0 0 0 0 0 0");
  await clock.advance(99);
  assertEquals((await cpu.tryRead()).value, 75, "since the very first look");
  stat("16 0 0 5 0 0 0 0 0 0");
  await clock.advance(1);
  assertEquals((await cpu.tryRead()).value, 100, "since the look 100 ms ago");
});

Deno.test("cpu goes on waiting while nothing is counted, until the read times out", async () => {
  const { clock, stat, host } = open(IDLE);
  using _ = host;
  const cpu = host.cpu();
  const late = cpu.tryRead({ timeoutMs: 1_000 });
  await clock.advance(450);
  stat("1 0 0 3 0 0 0 0 0 0");
  await clock.advance(50);
  assertEquals((await late).value, 25);
  await clock.advance(100);
  const never = cpu.tryRead({ timeoutMs: 1_000 });
  await clock.advance(1_000);
  const reading = await never;
  assertEquals(reading.status === "bad" && reading.fault.code, "timeout.total");
  await clock.advance(100);
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("cpu stops waiting when its caller does, and leaves no timer", async () => {
  const { clock, stat, host } = open(IDLE);
  using _ = host;
  const cpu = host.cpu();
  const stop = new AbortController();
  const stopped = cpu.tryRead({ signal: stop.signal });
  await clock.advance(50);
  stop.abort();
  assertEquals((await stopped).reason, "disabled");
  await clock.advance(0);
  assertEquals(clock.pendingTimers, 0);

  const next = cpu.tryRead(); // its baseline is there already, 50 ms old
  stat("1 0 0 1 0 0 0 0 0 0");
  await clock.advance(50);
  assertEquals((await next).value, 50);
});

Deno.test("cpu and the cores, and two cpu channels, keep their own baselines", async () => {
  const { clock, stat, host } = open(IDLE, IDLE);
  using _ = host;
  const channels = [host.cpu(), host.cpuCore(0), host.cpuCore(1)];
  const first = channels.map((channel) => channel.tryRead());
  stat("10 0 0 0 0 0 0 0 0 0", "0 0 0 10 0 0 0 0 0 0");
  await clock.advance(100);
  assertEquals((await Promise.all(first)).map(({ value }) => value), [50, 100, 0]);

  const other = host.cpu();
  const others = other.tryRead();
  stat("10 0 0 10 0 0 0 0 0 0", "0 0 0 20 0 0 0 0 0 0");
  await clock.advance(100);
  assertEquals((await others).value, 0);
  await channels[0]!.tryRead();
  stat("20 0 0 10 0 0 0 0 0 0", "10 0 0 20 0 0 0 0 0 0");
  await clock.advance(100);
  assertEquals((await other.tryRead()).value, 100);
  assertEquals((await channels[0]!.tryRead()).value, 100);
  assertEquals((await channels[1]!.tryRead()).value, 50, "since its own first reading");
});

Deno.test("cpu counts as psutil does: a disk's time is idle, a guest's counts once", async () => {
  // user nice system idle iowait irq softirq steal guest guest_nice
  const { clock, stat, host } = open("100 100 100 100 100 100 100 100 50 50");
  using _ = host;
  const cpu = host.cpu();
  const reading = cpu.tryRead();
  stat("110 105 103 150 112 101 102 107 60 55");
  await clock.advance(100);
  const busy = 10 + 5 + 3 + 1 + 2 + 7;
  assertAlmostEquals((await reading).value!, 100 * busy / (busy + 50 + 12), 1e-9);
});

Deno.test("cpu takes a count that falls, as iowait can, for no change", async () => {
  const { clock, stat, host } = open("0 0 0 0 90 0 0 0 0 0");
  using _ = host;
  const cpu = host.cpu();
  const reading = cpu.tryRead();
  stat("5 0 0 15 40 0 0 0 0 0");
  await clock.advance(100);
  assertEquals((await reading).value, 25);
});

Deno.test("cpuTime gives seconds", async () => {
  const { host } = open("100 20 300 4000 0 0 0 0 0 0");
  using _ = host;
  assertEquals((await host.cpuTime("user").read()).value, 1);
  assertEquals((await host.cpuTime("system").read()).value, 3);
  const idle = await host.cpuTime("idle").read();
  assertEquals([idle.channel, idle.value, idle.unit], ["cpu.idle", 40, "s"]);
});

Deno.test("cpuCore says so if there is no such core", async () => {
  const { host } = open(IDLE, IDLE);
  using _ = host;
  const reading = await host.cpuCore(2).tryRead();
  assert(reading.status === "bad");
  assertEquals([reading.fault.code, reading.reason], ["source.absent", "not-connected"]);
  assertEquals(host.cpuCore(2).whyUnavailable()?.code, "source.absent");
  assertEquals(host.cpuCore(1).whyUnavailable(), undefined);
  for (const index of [-1, 1.5, NaN]) assertThrows(() => host.cpuCore(index), RangeError);
});

for (const text of ["", "cpu  1 2 3", "cpu  1 2 x 4 5 6 7 8 9 10\ncpu0 1\n"]) {
  Deno.test(`cpu is source.failed if /proc/stat is ${JSON.stringify(text)}`, async () => {
    const { system, host } = open(IDLE);
    using _ = host;
    system.files.set("/proc/stat", text);
    const reading = await host.cpu().tryRead();
    assertEquals(reading.status === "bad" && reading.fault.code, "source.failed");
  });
}

for (const os of ["linux", "darwin", "windows"] as const) {
  Deno.test(`cpu takes node:os on ${os} with --allow-sys=cpus alone`, async () => {
    const clock = new VirtualClock();
    const system = new FakeSystem({ os, granted: ["sys:cpus"] });
    const cores = (...busyMs: number[]) => {
      system.cores = busyMs.map((user) => ({
        times: { user, nice: 0, sys: 0, idle: 1_000 - user, irq: 0 },
      }));
    };
    cores(0, 0);
    using host = openHost({ clock, system });
    const channels = [host.cpu(), host.cpuCore(0), host.cpuCore(1)];
    assertEquals(channels.map(({ via }) => via), ["node:os", "node:os", "node:os"]);
    assertEquals(host.cpu().whyUnavailable(), undefined);
    const readings = channels.map((channel) => channel.tryRead());
    await clock.advance(0);
    system.cores = [
      { times: { user: 50, nice: 10, sys: 20, idle: 1_020, irq: 0 } },
      { times: { user: 0, nice: 0, sys: 0, idle: 1_100, irq: 0 } },
    ];
    await clock.advance(100);
    assertEquals((await Promise.all(readings)).map(({ value }) => value), [40, 80, 0]);
    assertEquals((await host.cpuTime("user").read()).value, 0.05);
    const none = await host.cpuCore(2).tryRead();
    assertEquals(none.status === "bad" && none.fault.code, "source.absent");
  });
}
