import { assert, assertEquals } from "../../deps/assert.ts";
import { DescriptorCount } from "../posix/descriptor_count.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { Link } from "../../../lib/link/link.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { openTcp } from "../../../lib/transport/tcp/open_tcp.ts";
import { lines } from "./line_codec.ts";
import { SlowDevice } from "./slow_device.ts";

const CYCLES = 5;

Deno.test("Link heals itself after each of five unplugs: init once, before the first value, no timer left", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 1);
  const done: string[] = [];
  await using link = new Link({
    address: "device",
    open: device.open,
    clock,
    init: async ({ ask }) => {
      await ask(lines, "ID");
      done.push("init");
    },
  });
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const ask = link.ask(lines, `Q${cycle}`);
    await clock.advance(10);
    done.push(await ask);
    await device.unplug();
    assertEquals(clock.pendingTimers, 0);
  }
  assertEquals(done, ["init", "R0", "init", "R1", "init", "R2", "init", "R3", "init", "R4"]);
  assertEquals(link.stats().connects, CYCLES);
});

Deno.test("Link comes back within one back-off of the device, after each of five absences", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 1);
  let isThere = true;
  await using link = new Link({
    address: "device",
    open: () => isThere ? device.open() : Promise.reject(new Error("no such device")),
    clock,
  });
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const good = link.ask(lines, "Q1");
    await clock.advance(10);
    await good;
    isThere = false;
    await device.unplug();
    for (let read = 0; read < 300; read++) { // half a minute
      await link.ask(lines, "Q2").catch(() => {}); // it is not there
      await clock.advance(100);
    }
    isThere = true;
    let waitedMs = 0;
    for (let isBack = false; !isBack; waitedMs += 100) {
      const ask = link.ask(lines, "Q3").then(() => true, () => false);
      await clock.advance(100);
      isBack = await ask;
    }
    assert(waitedMs <= 5_000 + 100, `${waitedMs} ms`);
  }
  assertEquals(clock.pendingTimers, 0);
});

Deno.test({
  name: "Link on TCP holds one descriptor, however often the device hangs up",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    let hungUp = 0;
    const serving = (async () => {
      for await (const connection of listener) { // one answer each, then it hangs up
        const request = new Uint8Array(64);
        const count = await connection.read(request) ?? 0;
        if (count > 0) {
          const question = new TextDecoder().decode(request.subarray(0, count));
          await connection.write(new TextEncoder().encode(question.replace("Q", "R")));
        }
        connection.close();
        hungUp++;
      }
    })();
    const { port } = listener.addr as Deno.NetAddr;
    {
      await using link = new Link({
        address: "tcp",
        open: (options) => openTcp({ hostname: "127.0.0.1", port, ...options }),
      });
      const descriptors = new DescriptorCount();
      for (let cycle = 1; cycle <= 100; cycle++) {
        while (hungUp < cycle) { // the first question may meet the end of the last connection
          const reply = await link.ask(lines, `Q${cycle}`).catch(() => undefined);
          if (reply !== undefined) assertEquals(reply, `R${cycle}`);
          await nextTurn();
        }
        descriptors.take();
      }
      descriptors.assertNoLeak();
    }
    listener.close();
    await serving;
  },
});
