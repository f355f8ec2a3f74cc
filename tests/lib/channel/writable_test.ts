import { assert, assertEquals, assertRejects, assertStrictEquals } from "../../deps/assert.ts";
import { writable } from "../../../lib/channel/writable.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { delay } from "../../../lib/base/delay.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

Deno.test("write() resolves when the device has taken the value, with the times of the exchange", async () => {
  const clock = new VirtualClock(1_000);
  let volts = 0;
  const supply = writable("supply", "V", {
    read: () => volts,
    write: async (value) => {
      await delay(30, { clock });
      volts = value;
    },
  }, { clock });
  const writing = supply.write(5);
  await clock.advance(30);
  assertEquals(await writing, {
    channel: "supply",
    unit: "V",
    value: 5,
    wallMs: 1_000,
    monoMs: 0,
    tookMs: 30,
    status: "good",
  });
  assertEquals((await supply.read()).value, 5);
});

Deno.test("reads and writes of one channel never overlap, and keep the order of asking", async () => {
  const clock = new VirtualClock();
  const log: string[] = [];
  const exchange = async (what: string) => {
    log.push(`${what} starts`);
    await delay(10, { clock });
    log.push(`${what} ends`);
  };
  const one = writable<number>("one", "", {
    read: async () => {
      await exchange("read");
      return 1;
    },
    write: (value) => exchange(`write ${value}`),
  }, { clock });
  const all = Promise.all([one.write(1), one.read(), one.write(2)]);
  await clock.advance(100);
  await all;
  assertEquals(
    log.join(", "),
    "write 1 starts, write 1 ends, read starts, read ends, write 2 starts, write 2 ends",
  );
});

Deno.test("write() has the codes of read(): timeout.lock, timeout.total, aborted, reader.threw", async () => {
  const clock = new VirtualClock();
  const hung = writable<number>("hung", "V", {
    read: () => 1,
    write: () => new Promise(() => {}),
  }, { clock });
  const first = hung.tryWrite(7, { timeoutMs: 100 });
  const second = assertRejects(() => hung.write(8, { timeoutMs: 50 }), ReadoutError);
  await clock.advance(100);
  const outcome = await first;
  assert(outcome.status === "bad");
  const { value, fault, reason } = outcome;
  assertEquals([value, fault.code, reason], [7, "timeout.total", "comm-fail"]);
  assertEquals((await second).code, "timeout.lock");

  const stop = new AbortController();
  const stopped = hung.write(9, { signal: stop.signal }).catch((thrown) => thrown);
  stop.abort("mine");
  assertStrictEquals(await stopped, "mine");

  const broken = writable<number>("broken", "V", {
    read: () => 1,
    write: () => Promise.reject(new Error("no")),
  });
  const error = await assertRejects(() => broken.write(1), ReadoutError, "Cannot write broken");
  assertEquals(error.code, "reader.threw");
});

Deno.test("a channel with minGapMs pauses after the end of each exchange", async () => {
  const clock = new VirtualClock();
  const starts: number[] = [];
  const shy = channel("shy", "", async () => {
    starts.push(clock.nowMs());
    await delay(10, { clock });
    return 1;
  }, { clock, minGapMs: 50 });
  const reads = Promise.all([shy.read(), shy.read(), shy.read()]);
  await clock.advance(1_000);
  await reads;
  const last = shy.read(); // long after: at once
  await clock.advance(10);
  await last;
  assertEquals(starts, [0, 60, 120, 1_000]);
});

Deno.test("a channel with minGapMs bounds the pause as it does the read", async () => {
  const clock = new VirtualClock();
  let reads = 0;
  const shy = channel("shy", "", () => ++reads, { clock, minGapMs: 500 });
  await shy.read();
  const stop = new AbortController();
  const late = shy.tryRead({ timeoutMs: 100 });
  const stopped = shy.tryRead({ signal: stop.signal });
  await clock.advance(100);
  stop.abort();
  assertEquals([(await late).fault?.code, (await stopped).fault?.code], [
    "timeout.lock",
    "aborted",
  ]);
  await nextTurn();
  assertEquals([reads, clock.pendingTimers], [1, 0]);
  await clock.advance(400);
  assertEquals((await shy.read()).value, 2);
});
