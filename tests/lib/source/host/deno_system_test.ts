import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import * as systeminformation from "../../../../lib/deps/systeminformation.ts";
import type { SystemInformation } from "../../../../lib/source/host/host_system.ts";
import { denoSystem } from "../../../../lib/source/host/deno_system.ts";
import { openHost } from "../../../../lib/source/host/open_host.ts";

Deno.test("denoSystem.names() lists a folder, and nothing where there is none", () => {
  assert(denoSystem.names("/proc/self").includes("stat"));
  assertEquals(denoSystem.names("/proc/nothing"), []);
  assertThrows(() => denoSystem.names("/proc/stat"));
});

Deno.test("denoSystem has as many cores as node:os has times for", async () => {
  const cores = await denoSystem.coreTimes();
  assert(cores.length >= denoSystem.coreCount());
  for (const { times } of cores) assert(times.idle > 0);
});

Deno.test("denoSystem.space() asks the file system of a path", async () => {
  const { blocks, bsize } = await denoSystem.space("/");
  assert(blocks * bsize > 0);
});

Deno.test("npm:systeminformation has what the sensors take from it", () => {
  const used: SystemInformation = systeminformation;
  for (const name of ["battery", "cpuTemperature", "fsStats", "networkStats"] as const) {
    assertEquals(typeof used[name], "function");
  }
});

Deno.test({
  name: "the real npm:systeminformation answers as on a computer that has no /proc",
  timeout: 60_000,
  fn: async () => {
    using host = openHost({ system: { ...denoSystem, os: "darwin" } });
    const channels = [host.battery(), host.temperature(), host.networkSendRate()];
    for (const channel of channels) {
      assertEquals(channel.via, "npm:systeminformation");
      const reading = await channel.tryRead({ timeoutMs: 20_000 });
      if (reading.status === "bad") {
        assertEquals(reading.fault.code, "source.absent", reading.fault.message);
      } else assert(Number.isFinite(reading.value));
    }
  },
});
