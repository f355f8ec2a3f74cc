import { assert, assertEquals, assertThrows } from "../../../../deps/assert.ts";
import { openHost } from "../../../../../lib/source/host/open_host.ts";
import { VirtualClock } from "../../../../../lib/testing/virtual_clock.ts";
import { FakeSystem } from "../fake_system.ts";
import { fixture } from "../fixture.ts";

const REAL = {
  "/sys/block/nvme0n1/device/model": "x\n",
  "/sys/block/sda/device/model": "x\n",
  "/sys/block/dm-0/size": "1\n",
  "/sys/block/loop0/size": "1\n",
  "/sys/block/zram0/size": "1\n",
};

function open(diskstats: string, sys: Record<string, string> = REAL) {
  const clock = new VirtualClock();
  const system = new FakeSystem({}, { ...sys, "/proc/diskstats": diskstats });
  return { clock, system, host: openHost({ clock, system }) };
}

/** A disk's line, by the sectors it has read and written. */
const disk = (name: string, read: number, written: number) =>
  ` 8 0 ${name} 1 2 ${read} 4 5 6 ${written} 8 9 10 11\n`;

Deno.test("disk.read and disk.write add up the real disks, not what lies on them", async () => {
  const laptop = fixture("proc_diskstats_laptop.txt");
  const { clock, system, host } = open(laptop);
  using _ = host;
  const readings = [host.diskReadRate().tryRead(), host.diskWriteRate().tryRead()];
  const later = laptop
    .replace("22188", "99999") // loop0
    .replace("13031994", "13031996") // nvme0n1
    .replace("13007340", "13007342") // nvme0n1p2
    .replace("13006268", "13006270") // dm-0
    .replace("50 0 400 9", "50 0 404 9"); // sda
  system.files.set("/proc/diskstats", later);
  await clock.advance(100);
  const [read, write] = await Promise.all(readings);
  assertEquals(read!.value, 2 * 512 * 10);
  assertEquals(write!.value, 4 * 512 * 10);
  assertEquals([read!.unit, read!.channel], ["B/s", "disk.read"]);
});

Deno.test("disk.write covers the time since its own previous reading", async () => {
  const { clock, system, host } = open(disk("sda", 0, 0));
  using _ = host;
  const write = host.diskWriteRate();
  const first = write.tryRead();
  await clock.advance(100);
  assertEquals((await first).value, 0, "a measured 0");
  await clock.advance(2_000);
  system.files.set("/proc/diskstats", disk("sda", 0, 1_000));
  assertEquals((await write.tryRead()).value, 256_000);
});

Deno.test("disk.read waits for a new baseline when a count starts again", async () => {
  const { clock, system, host } = open(disk("sda", 1_000, 0));
  using _ = host;
  const read = host.diskReadRate();
  const first = read.tryRead();
  system.files.set("/proc/diskstats", disk("sda", 10, 0));
  await clock.advance(100);
  system.files.set("/proc/diskstats", disk("sda", 30, 0));
  await clock.advance(100);
  assertEquals((await first).value, 20 * 512 * 10);
  assertEquals((await first).tookMs, 200);
});

Deno.test("disk.read does not count what a disk had read before it appeared", async () => {
  const { clock, system, host } = open(disk("sda", 0, 0));
  using _ = host;
  const read = host.diskReadRate().tryRead();
  system.files.set("/proc/diskstats", disk("sda", 10, 0) + disk("nvme0n1", 1_000_000, 0));
  await clock.advance(100);
  assertEquals((await read).value, 10 * 512 * 10);
});

Deno.test("disk.read says so if there is no disk, or the text is garbled", async () => {
  const { system, host } = open(fixture("proc_diskstats_laptop.txt"), {});
  using _ = host;
  const none = await host.diskReadRate().tryRead();
  assertEquals(none.status === "bad" && none.fault.code, "source.absent");
  assertEquals(host.diskReadRate().whyUnavailable()?.code, "source.absent");
  system.files.set("/proc/diskstats", "8 0 sda 1 2");
  const garbled = await host.diskReadRate().tryRead();
  assertEquals(garbled.status === "bad" && garbled.fault.code, "source.failed");
});

Deno.test("disk is full as df and psutil count it: what only root may use is not there", async () => {
  const system = new FakeSystem({ granted: ["sys:statfs", "read:/", "read:/data"] });
  system.spaces = {
    "/": { bsize: 4096, blocks: 100, bfree: 40, bavail: 20 },
    "/data": { bsize: 512, blocks: 10, bfree: 10, bavail: 10 },
  };
  using host = openHost({ system });
  assertEquals((await host.disk().read()).value, 75);
  const used = await host.diskUsed().read();
  assertEquals([used.value, used.unit], [60 * 4096, "B"]);
  assertEquals((await host.disk("/data").read()).value, 0);
  assertEquals(
    [host.disk().name, host.disk("/").name, host.diskUsed("/data").name],
    ["disk", "disk", "disk.used:/data"],
  );
});

Deno.test("disk says so if there is no such path, or its size is not known", async () => {
  const system = new FakeSystem();
  system.spaces = { "/": { bsize: 4096, blocks: 0, bfree: 0, bavail: 0 } };
  using host = openHost({ system });
  const unknown = await host.disk().tryRead();
  assertEquals(unknown.status === "bad" && unknown.fault.code, "source.failed");
  const nowhere = await host.disk("/nowhere").tryRead();
  assertEquals(nowhere.status === "bad" && nowhere.fault.code, "source.absent");
  assertThrows(() => host.disk(""), TypeError);
});

Deno.test("disk is the drive C: on Windows", async () => {
  const system = new FakeSystem({ os: "windows" });
  system.spaces = { "C:\\": { bsize: 1, blocks: 4, bfree: 1, bavail: 1 } };
  using host = openHost({ system });
  assertEquals((await host.disk().read()).value, 75);
});

Deno.test("disk.read and disk.write take systeminformation's rates on macOS", async () => {
  const answers = [
    { rx_sec: null, wx_sec: null },
    { rx_sec: 10, wx_sec: 20 },
    { rx_sec: 30, wx_sec: 40 },
  ];
  const information = { fsStats: () => Promise.resolve(answers.shift()!) };
  const clock = new VirtualClock();
  using host = openHost({ clock, system: new FakeSystem({ os: "darwin", information }) });
  const first = host.diskReadRate().tryRead();
  await clock.advance(500);
  assertEquals((await first).value, 10);
  assertEquals((await host.diskWriteRate().tryRead()).value, 40);
});

Deno.test("disk.read is unsupported on Windows, and failed if no rate ever comes", async () => {
  const clock = new VirtualClock();
  const silent = { fsStats: () => Promise.resolve({ rx_sec: null, wx_sec: null }) };
  using mac = openHost({ clock, system: new FakeSystem({ os: "darwin", information: silent }) });
  const never = mac.diskReadRate().tryRead();
  await clock.advance(1_500);
  const reading = await never;
  assert(reading.status === "bad");
  assertEquals(reading.fault.code, "source.failed");

  const none = { fsStats: () => Promise.resolve(null) };
  using windows = openHost({ clock, system: new FakeSystem({ os: "windows", information: none }) });
  const unsupported = await windows.diskReadRate().tryRead();
  assertEquals(unsupported.status === "bad" && unsupported.fault.code, "source.unsupported");
});
