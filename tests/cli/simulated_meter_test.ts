import { type Offers, openOffers } from "../../cli/channels.ts";
import { poll } from "../../lib/acquisition/poll.ts";
import type { Reading } from "../../lib/contract/reading.ts";
import { nextTurn } from "../../lib/base/system_clock.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";

const NAMES = ["sim.voltage", "sim.voltage.raw"];

/** What the meter's channels say, read twice a second for so long, by their names. */
async function watchedFor(
  seconds: number,
  clock = new VirtualClock(),
): Promise<ReadonlyMap<string, Reading<unknown>[]>> {
  const stop = new AbortController();
  await using offers = openOffers(clock);
  const channels = offers.all.map(({ channel }) => channel).filter(({ name }) => {
    return NAMES.includes(name);
  });
  const said = new Map(NAMES.map((name): [string, Reading<unknown>[]] => [name, []]));
  const watching = (async () => {
    for await (
      const reading of poll(channels, { periodMs: 500, clock, signal: stop.signal })
    ) said.get(reading.channel)!.push(reading);
  })();
  await until(() => said.get("sim.voltage")!.length > 0, clock); // its code is loaded
  await clock.advance(1_000 * seconds);
  stop.abort();
  await watching;
  return said;
}

async function until(isSo: () => boolean, clock: VirtualClock): Promise<void> {
  for (let turn = 0; !isSo(); turn++) {
    assert(turn < 100_000, "the meter does not answer");
    await nextTurn();
    await clock.advance(1);
  }
}

function share(
  readings: readonly Reading<unknown>[],
  is: (it: Reading<unknown>) => boolean,
): number {
  return readings.filter(is).length / readings.length;
}

Deno.test("within a minute the simulated meter shows good, retried, held and bad readings", async () => {
  const said = await watchedFor(60);
  const [safe, raw] = NAMES.map((name) => said.get(name)!);
  assert(safe!.length > 100 && raw!.length > 100);
  assert(share(safe!, ({ path }) => path === "first") > 0.5);
  assert(share(safe!, ({ path }) => path?.startsWith("retry#") === true) > 0.03);
  assert(share(safe!, ({ path }) => path === "held") > 0.1);
  assertEquals(share(safe!, ({ status }) => status === "bad"), 0);
  assert(share(raw!, ({ status }) => status === "good") > 0.5);
  assert(share(raw!, ({ status }) => status === "bad") > 0.1);
  const codes = new Set(raw!.flatMap(({ fault }) => fault?.code ?? []));
  for (const code of ["timeout.reply", "frame.bad", "link.failed"] as const) {
    assert(codes.has(code), `${code} is not in ${[...codes]}`);
  }
});

Deno.test("what the simulated meter holds becomes more uncertain, and is about right", async () => {
  const safe = (await watchedFor(60)).get("sim.voltage")!;
  const held = safe.filter(({ path }) => path === "held");
  for (const [at, { seq, uncertainty }] of held.entries()) {
    const before = held[at - 1];
    if (before?.seq === seq - 1) assert(uncertainty! > before.uncertainty!);
  }
  for (const { value } of safe) assert(Math.abs(Number(value) - 5) < 1);
  assert(held.every(({ ageMs }) => ageMs! > 0));
});

Deno.test("the simulated meter leaves nothing behind, even if it ends while it is away", async () => {
  for (const seconds of [1, 14, 16, 17]) {
    const clock = new VirtualClock();
    await watchedFor(seconds, clock);
    await clock.advance(1_000); // a deadline's timer may outlive what it was for, a fault's may not
    assertEquals(clock.pendingTimers, 0);
  }
});

Deno.test("the simulated meter is closed with the offers", async () => {
  const offers = openOffers(new VirtualClock());
  const raw = offers.all.find(({ channel }) => channel.name === "sim.voltage.raw")!.channel;
  await offers[Symbol.asyncDispose]();
  await offers[Symbol.asyncDispose]();
  const reading = await raw.tryRead();
  assertEquals(reading.fault?.code, "link.closed");
});

Deno.test("the offers name the simulated meter without starting it", async () => {
  const clock = new VirtualClock();
  let offers: Offers;
  {
    await using opened = openOffers(clock);
    offers = opened;
    assertEquals(clock.pendingTimers, 0);
  }
  for (const name of NAMES) {
    const { channel, via, byDefault, missing } = offers.all.find((it) => it.channel.name === name)!;
    assertEquals([channel.unit, byDefault, missing], ["V", true, undefined]);
    assertStringIncludes(via, "simulated");
  }
});
