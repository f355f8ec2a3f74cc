import { assertEquals } from "../../../../deps/assert.ts";
import { openHost } from "../../../../../lib/source/host/open_host.ts";
import { VirtualClock } from "../../../../../lib/testing/virtual_clock.ts";
import { FakeSystem } from "../fake_system.ts";
import { fixture } from "../fixture.ts";

const LAPTOP = fixture("proc_net_dev_laptop.txt");
const HEAD = LAPTOP.split("\n").slice(0, 2).join("\n") + "\n";
const HARDWARE = {
  "/sys/class/net/wlp2s0/device/vendor": "x\n",
  "/sys/class/net/enp0s31f6/device/vendor": "x\n",
  "/sys/class/net/docker0/address": "x\n",
};

/** An interface's line, by the bytes it has received and sent. */
const line = (name: string, received: number, sent: number) =>
  `${name}: ${received} 0 0 0 0 0 0 0 ${sent} 0 0 0 0 0 0 0\n`;

function open(netDev: string, sys: Record<string, string> = {}) {
  const clock = new VirtualClock();
  const system = new FakeSystem({}, { ...sys, "/proc/net/dev": netDev });
  return { clock, system, host: openHost({ clock, system }) };
}

Deno.test("network adds up the hardware, not the loopback, a bridge or a tunnel", async () => {
  const { clock, system, host } = open(LAPTOP, HARDWARE);
  using _ = host;
  const readings = [host.networkReceiveRate().tryRead(), host.networkSendRate().tryRead()];
  const later = LAPTOP
    .replaceAll("5000000", "6000000") // lo
    .replace("1234567890", "1234567990") // wlp2s0
    .replace("     2000 ", "     2050 ") // enp0s31f6
    .replace("docker0: 300", "docker0: 999")
    .replace("tun0: 700", "tun0: 999");
  system.files.set("/proc/net/dev", later);
  await clock.advance(100);
  const [received, sent] = await Promise.all(readings);
  assertEquals([received!.channel, received!.value, received!.unit], [
    ...["network.receive", 1_000, "B/s"],
  ]);
  assertEquals([sent!.channel, sent!.value], ["network.send", 500]);
});

Deno.test("network takes what is there in a container, where nothing is hardware", async () => {
  const { clock, system, host } = open(HEAD + line("lo", 0, 0) + line("eth0", 0, 0));
  using _ = host;
  const reading = host.networkSendRate().tryRead();
  system.files.set("/proc/net/dev", HEAD + line("lo", 9, 9) + line("eth0", 0, 7));
  await clock.advance(100);
  assertEquals((await reading).value, 70);
});

Deno.test("network goes on when an interface disappears", async () => {
  const { clock, system, host } = open(HEAD + line("eth0", 100, 0) + line("eth1", 9_000, 0));
  using _ = host;
  const reading = host.networkReceiveRate().tryRead();
  system.files.set("/proc/net/dev", HEAD + line("eth0", 150, 0));
  await clock.advance(100);
  assertEquals((await reading).value, 500);
});

Deno.test("network waits for a new baseline when all interfaces are other ones", async () => {
  const { clock, system, host } = open(HEAD + line("eth0", 100, 0));
  using _ = host;
  const reading = host.networkReceiveRate().tryRead();
  system.files.set("/proc/net/dev", HEAD + line("wlan0", 50, 0));
  await clock.advance(100);
  system.files.set("/proc/net/dev", HEAD + line("wlan0", 70, 0));
  await clock.advance(100);
  assertEquals((await reading).value, 200);
});

Deno.test("network says so if there is no interface, or the text is garbled", async () => {
  const { system, host } = open(HEAD + line("lo", 0, 0));
  using _ = host;
  assertEquals((await host.networkSendRate().tryRead()).reason, "not-connected");
  assertEquals(host.networkSendRate().whyUnavailable()?.code, "source.absent");
  system.files.set("/proc/net/dev", "eth0: 12");
  const garbled = await host.networkSendRate().tryRead();
  assertEquals(garbled.status === "bad" && garbled.fault.code, "source.failed");
});

for (const os of ["darwin", "windows"] as const) {
  Deno.test(`network takes systeminformation's rates on ${os}`, async () => {
    const answers = [[{ rx_sec: null, tx_sec: null }], [{ rx_sec: 10, tx_sec: 20 }], []];
    const information = { networkStats: () => Promise.resolve(answers.shift()!) };
    const clock = new VirtualClock();
    using host = openHost({ clock, system: new FakeSystem({ os, information }) });
    assertEquals(host.networkSendRate().via, "npm:systeminformation");
    const first = host.networkSendRate().tryRead();
    await clock.advance(500);
    assertEquals((await first).value, 20);
    assertEquals((await host.networkSendRate().tryRead()).reason, "not-connected");
  });
}
