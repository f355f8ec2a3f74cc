import { assert, assertEquals, assertStringIncludes } from "../../../../deps/assert.ts";
import type { Host } from "../../../../../lib/source/host/open_host.ts";
import { openHost } from "../../../../../lib/source/host/open_host.ts";
import { FakeSystem } from "../fake_system.ts";

const HWMON = "/sys/class/hwmon";
const THERMAL = "/sys/class/thermal";

const NVME = {
  [`${HWMON}/hwmon0/name`]: "nvme\n",
  [`${HWMON}/hwmon0/temp1_input`]: "38850\n",
  [`${HWMON}/hwmon0/temp1_label`]: "Composite\n",
};
const CORETEMP = {
  [`${HWMON}/hwmon10/name`]: "coretemp\n",
  [`${HWMON}/hwmon10/temp1_input`]: "45000\n",
  [`${HWMON}/hwmon10/temp1_label`]: "Package id 0\n",
  [`${HWMON}/hwmon10/temp10_input`]: "44000\n",
  [`${HWMON}/hwmon10/temp2_input`]: "43000\n",
  [`${HWMON}/hwmon10/temp2_label`]: "Core 0\n",
  [`${HWMON}/hwmon10/temp2_max`]: "100000\n",
};
const SECOND_NVME = {
  [`${HWMON}/hwmon9/name`]: "nvme\n",
  [`${HWMON}/hwmon9/temp1_input`]: "41000\n",
  [`${HWMON}/hwmon9/temp1_label`]: "Composite\n",
};
const ZONES = {
  [`${THERMAL}/thermal_zone0/type`]: "acpitz\n",
  [`${THERMAL}/thermal_zone0/temp`]: "27800\n",
  [`${THERMAL}/thermal_zone1/type`]: "cpu-thermal\n",
  [`${THERMAL}/thermal_zone1/temp`]: "51000\n",
  [`${THERMAL}/cooling_device0/type`]: "Processor\n",
};

const open = (...files: Record<string, string>[]): Host =>
  openHost({ system: new FakeSystem({}, Object.assign({ "/proc/stat": "" }, ...files)) });

const zones = (host: Host) =>
  host.channels().map(({ name }) => name).filter((name) => name.startsWith("temperature."));

Deno.test("temperature has a channel for each sensor of hwmon, by names that can be typed", async () => {
  using host = open(NVME, CORETEMP, SECOND_NVME, ZONES);
  assertEquals(zones(host), [
    "temperature.nvme.Composite",
    "temperature.nvme.Composite.2",
    "temperature.coretemp.Package_id_0",
    "temperature.coretemp.Core_0",
    "temperature.coretemp.temp10",
  ]);
  assertEquals((await host.temperature("nvme.Composite").read()).value, 38.85);
  assertEquals((await host.temperature("nvme.Composite.2").read()).value, 41);
  assertEquals((await host.temperature("coretemp.Core_0").read()).unit, "\u00b0C");
});

Deno.test("temperature without a zone is the processor's", async () => {
  using host = open(NVME, CORETEMP);
  assertEquals((await host.temperature().read()).value, 45);
  using other = open(NVME);
  assertEquals((await other.temperature().read()).value, 38.85, "or else the first");
});

Deno.test("temperature takes the thermal zones where there is no hwmon", async () => {
  using host = open(ZONES);
  assertEquals(zones(host), ["temperature.acpitz", "temperature.cpu-thermal"]);
  assertEquals((await host.temperature().read()).value, 51);
});

Deno.test("temperature says so if there is no sensor, or not that one", async () => {
  using host = open();
  const reading = await host.temperature().tryRead();
  assert(reading.status === "bad");
  assertEquals([reading.fault.code, reading.reason], ["source.absent", "not-connected"]);
  assertEquals(host.temperature().whyUnavailable()?.code, "source.absent");
  using other = open(NVME);
  const fault = other.temperature("gpu\x1b").whyUnavailable();
  assertEquals(fault?.code, "source.absent");
  assertStringIncludes(fault!.message, "nvme.Composite");
  assertEquals(fault!.message.includes("\x1b"), false);
});

Deno.test("temperature is source.failed if its file holds none", async () => {
  using host = open({ ...NVME, [`${HWMON}/hwmon0/temp1_input`]: "4294967295000\n" });
  const reading = await host.temperature().tryRead();
  assertEquals(reading.status === "bad" && reading.fault.code, "source.failed");
});

Deno.test("temperature finds its sensor again when that has moved", async () => {
  const system = new FakeSystem({}, NVME);
  using host = openHost({ system });
  using channel = host.temperature("nvme.Composite");
  assertEquals((await channel.tryRead()).value, 38.85);
  system.files.clear();
  for (const [path, text] of Object.entries(SECOND_NVME)) system.files.set(path, text);
  assertEquals((await channel.tryRead()).reason, "not-connected");
  assertEquals((await channel.tryRead()).value, 41);
});

for (const os of ["darwin", "windows"] as const) {
  Deno.test(`temperature takes systeminformation on ${os}`, async () => {
    const information = { cpuTemperature: () => Promise.resolve({ main: 48.5 }) };
    using host = openHost({ system: new FakeSystem({ os, information }) });
    assertEquals(host.temperature().via, "npm:systeminformation");
    assertEquals((await host.temperature().read()).value, 48.5);
    const zone = await host.temperature("cpu").tryRead();
    assertEquals(zone.status === "bad" && zone.fault.code, "source.unsupported");
  });

  Deno.test(`temperature is absent on ${os} if systeminformation knows none`, async () => {
    const information = { cpuTemperature: () => Promise.resolve({ main: null }) };
    using host = openHost({ system: new FakeSystem({ os, information }) });
    assertEquals((await host.temperature().tryRead()).reason, "not-connected");
  });
}
