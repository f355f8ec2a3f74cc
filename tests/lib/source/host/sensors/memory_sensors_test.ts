import { assert, assertAlmostEquals, assertEquals } from "../../../../deps/assert.ts";
import { openHost } from "../../../../../lib/source/host/open_host.ts";
import { FakeSystem } from "../fake_system.ts";
import { fixture } from "../fixture.ts";

const MIB = 1024 * 1024;

function open(meminfo: string) {
  return openHost({ system: new FakeSystem({}, { "/proc/meminfo": meminfo }) });
}

/** A `/proc/meminfo` in kB. */
function meminfo(total: number, free: number, available: number, swap = 0, swapFree = 0): string {
  return `MemTotal: ${total} kB\nMemFree: ${free} kB\nMemAvailable: ${available} kB\n` +
    `${"Other: 1 kB\n".repeat(40)}SwapTotal: ${swap} kB\nSwapFree: ${swapFree} kB\n`;
}

Deno.test("memory is what is not available, in percent, of a real /proc/meminfo", async () => {
  using host = open(fixture("proc_meminfo.txt"));
  const reading = await host.memory().read();
  assertAlmostEquals(reading.value, 100 * (24684084 - 23529244) / 24684084, 1e-9);
  assertEquals([reading.channel, reading.unit, reading.status], ["memory", "%", "good"]);
});

Deno.test("memory and swap come in bytes too", async () => {
  using host = open(meminfo(4096, 1024, 3072, 2048, 512));
  assertEquals((await host.memoryTotal().read()).value, 4 * MIB);
  assertEquals((await host.memoryAvailable().read()).value, 3 * MIB);
  assertEquals((await host.memoryUsed().read()).value, 1 * MIB);
  assertEquals((await host.swap().read()).value, 75);
  assertEquals((await host.swapUsed().read()).value, 1.5 * MIB);
  assertEquals((await host.swapTotal().read()).value, 2 * MIB);
  assertEquals(host.memoryUsed().name, "memory.used");
  assertEquals(host.memoryUsed().unit, "B");
});

Deno.test("memory takes what is free if more is available than there is, as psutil does", async () => {
  using host = open(meminfo(1000, 400, 8000));
  assertEquals((await host.memory().read()).value, 60);
});

Deno.test("swap is absent, not 0 %, on a computer without one", async () => {
  using host = open(meminfo(4096, 1024, 3072));
  for (const channel of [host.swap(), host.swapUsed(), host.swapTotal()]) {
    const reading = await channel.tryRead();
    assert(reading.status === "bad");
    assertEquals([reading.fault.code, reading.reason], ["source.absent", "not-connected"]);
    assertEquals(reading.fault.message, `Cannot read ${channel.name}: no swap`);
    assertEquals(channel.whyUnavailable()?.message, reading.fault.message);
  }
});

for (
  const text of [
    "",
    "MemTotal: 12",
    "MemTotal: 0 kB\nMemFree: 0 kB\nMemAvailable: 0 kB\n",
    "MemTotal: 10 kB\nMemFree: 20 kB\nMemAvailable: 30 kB\n",
    "MemTotal: 10 kB\nMemFree: 5 kB\n",
  ]
) {
  Deno.test(`memory is source.failed if /proc/meminfo is ${JSON.stringify(text)}`, async () => {
    using host = open(text);
    const reading = await host.memory().tryRead();
    assertEquals(reading.status === "bad" && reading.fault.code, "source.failed");
  });
}

for (const os of ["linux", "darwin", "windows"] as const) {
  Deno.test(`memory and swap take Deno's call on ${os} with --allow-sys=systemMemoryInfo`, async () => {
    const system = new FakeSystem({ os, granted: ["sys:systemMemoryInfo"] });
    system.memoryInfo = { total: 800, available: 200, swapTotal: 100, swapFree: 90 };
    using host = openHost({ system });
    assertEquals(host.memory().via, "Deno.systemMemoryInfo");
    assertEquals((await host.memory().read()).value, 75);
    assertEquals((await host.swap().read()).value, 10);
    system.memoryInfo = { total: 800, available: 200 };
    assertEquals(host.swap().whyUnavailable()?.code, "source.absent");
  });
}
