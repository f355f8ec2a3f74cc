import { assert, assertEquals } from "../../../deps/assert.ts";
import { host } from "../../../../lib/source/host/host.ts";
import { openHost } from "../../../../lib/source/host/open_host.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";
import { FakeSystem, procStat } from "./fake_system.ts";
import { fixture } from "./fixture.ts";

const FILES = {
  "/proc/stat": procStat("1 2 3 4 5 6 7 8 9 10", "1 2 3 4 5 6 7 8 9 10"),
  "/proc/meminfo": fixture("proc_meminfo.txt"),
};

Deno.test("openHost() opens nothing before the first read, then each file once", async () => {
  const system = new FakeSystem({}, FILES);
  using host = openHost({ system });
  const channels = [host.memory(), host.memoryUsed(), host.cpuTime("user"), host.cpuTime("idle")];
  for (const { via } of channels) assert(via.startsWith("/proc/"));
  assertEquals(system.opened, []);
  for (const channel of [...channels, ...channels]) await channel.read();
  assertEquals(system.opened, ["/proc/meminfo", "/proc/stat"]);
});

Deno.test("disposing a host closes its files, and ends its channels with a fault", async () => {
  const system = new FakeSystem({}, FILES);
  const host = openHost({ system });
  const memory = host.memory();
  const used = host.memoryUsed();
  await memory.read();
  assertEquals(system.openFiles, 1);
  host[Symbol.dispose]();
  host[Symbol.dispose]();
  assertEquals(system.openFiles, 0);
  for (const channel of [memory, used, host.uptime()]) {
    const reading = await channel.tryRead();
    assertEquals(reading.status === "bad" && reading.fault.code, "source.failed");
    assertEquals(channel.whyUnavailable()?.code, "source.failed");
  }
  assertEquals(system.openFiles, 0);
});

Deno.test("disposing a host ends a read that waits for its baseline", async () => {
  const clock = new VirtualClock();
  const host = openHost({ clock, system: new FakeSystem({}, FILES) });
  const reading = host.cpu().tryRead();
  await clock.advance(50);
  host[Symbol.dispose]();
  assertEquals((await reading).reason, "device-fail");
  await clock.advance(0);
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("disposing a channel ends it alone", async () => {
  const system = new FakeSystem({}, FILES);
  using host = openHost({ system });
  const memory = host.memory();
  await memory.read();
  memory[Symbol.dispose]();
  memory[Symbol.dispose]();
  const reading = await memory.tryRead();
  assertEquals(reading.status === "bad" && reading.fault.code, "source.failed");
  assertEquals((await host.memoryTotal().tryRead()).status, "good");
});

Deno.test("channels() lists every channel once, those that cannot be read among them", () => {
  using host = openHost({ system: new FakeSystem({}, FILES) });
  const names = host.channels().map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  for (
    const name of [
      ...["cpu", "cpu.core0", "cpu.core1", "cpu.user", "cpu.system", "cpu.idle"],
      ...["load1", "load5", "load15", "memory", "memory.used", "memory.available"],
      ...["memory.total", "swap", "swap.used", "swap.total", "battery", "battery.charging"],
      ...["battery.left", "temperature", "disk", "disk.used", "disk.read", "disk.write"],
      ...["network.receive", "network.send", "uptime", "process.memory"],
    ]
  ) assert(names.includes(name), name);
  assertEquals(names.includes("cpu.core2"), false);
});

Deno.test("channels() needs no permission, and says of each channel which flag it lacks", () => {
  using host = openHost({ system: new FakeSystem({ granted: [] }) });
  const flags = host.channels().map((channel) =>
    /run Deno with (.*)$/.exec(channel.whyUnavailable()?.message ?? "")?.[1]
  );
  assertEquals(
    new Set(flags),
    new Set([
      "--allow-sys=cpus",
      "--allow-sys=loadavg",
      "--allow-sys=systemMemoryInfo",
      "--allow-sys=osUptime",
      "--allow-sys=statfs --allow-read=/",
      "--allow-all",
      undefined, // the memory of this process
    ]),
  );
});

Deno.test("host makes channels that own what they open", async () => {
  const memory = host.memory();
  assertEquals((await memory.tryRead()).status, "good");
  memory[Symbol.dispose](); // the test's check of its resources sees the rest
  assertEquals((await memory.tryRead()).status, "bad");
});

Deno.test("host has every sensor that an open host has", () => {
  using opened = openHost();
  assertEquals(
    Object.keys(host).sort(),
    Object.keys(opened).filter((it) => it !== "channels").sort(),
  );
  assert(Object.isFrozen(host));
});

Deno.test("every channel of this computer gives a value or a named fault", async () => {
  using computer = openHost();
  const readings = await Promise.all(computer.channels().map((channel) => channel.tryRead()));
  for (const reading of readings) {
    if (reading.status === "bad") {
      assert(reading.fault.code.startsWith("source."), reading.fault.message);
    } else if (typeof reading.value === "number") {
      assert(Number.isFinite(reading.value), reading.channel);
      if (reading.unit === "%") assert(reading.value >= 0 && reading.value <= 100, reading.channel);
    }
  }
  assert(readings.some(({ channel, status }) => channel === "cpu" && status === "good"));
});
