import { assert, assertEquals } from "../../deps/assert.ts";
import type { Channel } from "../../../lib/contract/channel.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { poll } from "../../../lib/acquisition/poll.ts";
import { ModbusDevice } from "../../../lib/instrument/modbus.ts";
import { modbusWaits } from "../../../lib/instrument/modbus_waits.ts";
import { Link } from "../../../lib/link/link.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { ModbusTestDevice } from "./modbus_test_device.ts";

const UNITS = [1, 2, 3, 4, 5];
const DEAD = 3;

/** Five units on one line, polled every second for ten minutes. */
async function polled(framing: "tcp" | "rtu", isAlive: (unit: number, nowMs: number) => boolean) {
  const clock = new VirtualClock();
  const random = seededRandom(5);
  const device = new ModbusTestDevice({
    framing,
    clock,
    latencyMs: () => 15 + 10 * random.next(),
    isAlive: (unit) => isAlive(unit, clock.nowMs()),
  });
  const link = new Link({
    address: "line",
    open: device.open,
    ...modbusWaits(framing, framing === "rtu" ? 9_600 : undefined),
    clock,
    random,
  });
  await using modbus = new ModbusDevice(link, { framing, clock, random });
  const channels: Channel<number>[] = UNITS.map((unit) =>
    modbus.unit(unit).holding(0, { name: `unit ${unit}` })
  );
  const good = new Map<string, number>();
  const bad: { readonly code: string | undefined; readonly tookMs: number; atMs: number }[] = [];
  const polling = (async () => {
    for await (const reading of poll(channels, { periodMs: 1_000, count: 600, clock })) {
      const { channel, status, fault, tookMs, monoMs } = reading;
      if (status === "bad") bad.push({ code: fault?.code, tookMs, atMs: monoMs });
      else good.set(channel, (good.get(channel) ?? 0) + 1);
      if (clock.nowMs() >= 600_000) break;
    }
  })();
  await clock.advance(601_000);
  await polling;
  return { good, bad, device, clock };
}

for (const framing of ["rtu", "tcp"] as const) {
  Deno.test(`one dead unit of five (${framing}) costs the others at most 1 % of their points`, async () => {
    const { good, bad, device } = await polled(framing, (unit) => unit !== DEAD);
    for (const unit of UNITS) {
      const kept = good.get(`unit ${unit}`) ?? 0;
      if (unit === DEAD) assertEquals(kept, 0);
      else assert(kept >= 0.99 * 600, `unit ${unit} kept ${kept} of 600`);
    }
    assertEquals([...new Set(bad.map(({ code }) => code))], ["timeout.reply"]);
    const atOnce = bad.filter(({ tookMs }) => tookMs === 0).length;
    assert(atOnce > 0.8 * bad.length, `${atOnce} of ${bad.length} failed at once`);
    assert(device.asked.every((it) => !it.startsWith(`${DEAD} `)));
  });
}

Deno.test("a unit that comes back is read again within the longest pause, and every point from then on", async () => {
  const backMs = 300_000;
  const { good, bad } = await polled("rtu", (unit, nowMs) => unit !== DEAD || nowMs > backMs);
  const lastBadMs = Math.max(...bad.map(({ atMs }) => atMs));
  assert(lastBadMs <= backMs + 31_000, `the last one failed at ${lastBadMs}`);
  assert((good.get(`unit ${DEAD}`) ?? 0) >= 265);
});

Deno.test("the only unit on a line is asked at every point, dead or not: it holds nobody up", async () => {
  const clock = new VirtualClock();
  const device = new ModbusTestDevice({ clock, isAlive: () => false });
  let writes = 0;
  const link = new Link({
    address: "line",
    open: async () => {
      const wire = await device.open();
      return new Proxy(wire, {
        get(target, key) {
          if (key === "write") writes++;
          const member = Reflect.get(target, key, target);
          return typeof member === "function" ? member.bind(target) : member;
        },
      });
    },
    ...modbusWaits("tcp", undefined, { replyTimeoutMs: 100 }),
    clock,
  });
  await using modbus = new ModbusDevice(link, { clock });
  const volts = modbus.input(0, { name: "volts" });
  for (let read = 0; read < 10; read++) {
    const reading = volts.tryRead();
    await clock.advance(100);
    assertEquals((await reading).fault?.code, "timeout.reply");
  }
  assertEquals(writes, 10);
});

Deno.test("what waits to ask a unit that turns out dead fails with it, and is not asked", async () => {
  const clock = new VirtualClock();
  const device = new ModbusTestDevice({ framing: "rtu", clock, isAlive: (unit) => unit !== DEAD });
  const waits = modbusWaits("rtu", undefined, { replyTimeoutMs: 100 });
  const link = new Link({ address: "line", open: device.open, ...waits, clock });
  await using modbus = new ModbusDevice(link, { framing: "rtu", clock, unit: 1 });
  const dead = modbus.unit(DEAD);
  await modbus.readHolding(0, 1);
  const failures = [0, 1, 2].map((start) => dead.readHolding(start, 1).catch((error) => error));
  const alive = modbus.readHolding(0, 1);
  await clock.advance(210); // one timeout, and one drain
  assertEquals((await Promise.all(failures)).map(({ code }) => code), [
    "timeout.reply",
    "timeout.reply",
    "timeout.reply",
  ]);
  assertEquals((await alive).length, 1);
  assert(clock.nowMs() <= 210);
});
