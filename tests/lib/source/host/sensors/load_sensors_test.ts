import { assertEquals } from "../../../../deps/assert.ts";
import { openHost } from "../../../../../lib/source/host/open_host.ts";
import { FakeSystem } from "../fake_system.ts";

Deno.test("load1, load5 and load15 take the three averages", async () => {
  using host = openHost({ system: new FakeSystem({ granted: ["sys:loadavg"] }) });
  const channels = [host.load1(), host.load5(), host.load15()];
  const readings = await Promise.all(channels.map((channel) => channel.read()));
  assertEquals(readings.map(({ channel, value }) => [channel, value]), [
    ["load1", 0.5],
    ["load5", 1],
    ["load15", 1.5],
  ]);
});

Deno.test("load1 is unsupported on Windows, where Deno says 0", async () => {
  using host = openHost({ system: new FakeSystem({ os: "windows" }) });
  const reading = await host.load1().tryRead();
  assertEquals(reading.status === "bad" && reading.fault.code, "source.unsupported");
  assertEquals(host.load1().whyUnavailable()?.code, "source.unsupported");
});

Deno.test("uptime is in seconds, and a process may always ask for its own memory", async () => {
  using host = openHost({ system: new FakeSystem({ granted: ["sys:osUptime"] }) });
  const uptime = await host.uptime().read();
  assertEquals([uptime.value, uptime.unit], [3_600, "s"]);
  const memory = await host.processMemory().read();
  assertEquals([memory.value, memory.unit], [50_000_000, "B"]);
});
