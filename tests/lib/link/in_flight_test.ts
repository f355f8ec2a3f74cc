import { assert, assertEquals, assertRejects, assertThrows } from "../../deps/assert.ts";
import { isReadoutError, ReadoutError } from "../../../lib/base/readout_error.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { Link } from "../../../lib/link/link.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { numbered } from "./line_codec.ts";
import { ParallelDevice } from "./parallel_device.ts";

const QUERIES = 10_000;

function linkTo(device: ParallelDevice, clock: VirtualClock, inFlight: number): Link {
  return new Link({
    address: "device",
    open: device.open,
    resync: { kind: "id" },
    replyTimeoutMs: 100,
    inFlight,
    clock,
  });
}

async function code(promise: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => promise, ReadoutError)).code;
}

Deno.test("Link (8 in flight) gives no question another's reply, in 10,000 with a tenth too late", async () => {
  const clock = new VirtualClock();
  const random = seededRandom(11);
  const device = new ParallelDevice(
    clock,
    () => random.next() < 0.1 ? 100 + 200 * random.next() : 50 * random.next(),
    () => random.next() < 0.3 ? Math.floor(4 * random.next()) : Infinity,
  );
  await using link = linkTo(device, clock, 8);
  let [next, wrong, right, late, done] = [0, 0, 0, 0, 0];
  const asking = Array.from({ length: 8 }, async () => {
    for (let query = next++; query < QUERIES; query = next++) {
      try {
        if (await link.ask(numbered, `Q${query}`) === `R${query}`) right++;
        else wrong++;
      } catch (error) {
        assert(isReadoutError(error) && error.code === "timeout.reply", `${error}`);
        late++;
      }
    }
    done++;
  });
  while (done < asking.length) await clock.advance(100_000);
  await Promise.all(asking);
  assertEquals([wrong, right + late], [0, QUERIES]);
  assert(late > 0.05 * QUERIES && late < 0.15 * QUERIES, `${late} late`);
  assertEquals(device.connects, 1);
  assert(link.stats().late > 0.9 * late && link.stats().late <= late, "late replies are counted");
});

Deno.test("Link has as many questions under way as it may, and no more; the rest wait in order", async () => {
  const clock = new VirtualClock();
  const device = new ParallelDevice(clock, (request) => request === "Q0" ? 30 : 10);
  await using link = linkTo(device, clock, 3);
  const order: string[] = [];
  const all = Array.from({ length: 7 }, async (_, at) => {
    order.push(await link.ask(numbered, `Q${at}`));
  });
  await nextTurn();
  assertEquals([device.asked, link.stats().waiting], [["Q0", "Q1", "Q2"], 4]);
  await clock.advance(100);
  await Promise.all(all);
  assertEquals(device.most, 3);
  assertEquals(device.asked, ["Q0", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6"]);
  assertEquals(order, ["R1", "R2", "R3", "R4", "R0", "R5", "R6"]);
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("Link gives up one of several questions, and the others get their replies", async () => {
  const clock = new VirtualClock();
  const device = new ParallelDevice(clock, (request) => 10 * Number(request.slice(1)));
  await using link = linkTo(device, clock, 4);
  const stop = new AbortController();
  const [one, two, three] = [
    link.ask(numbered, "Q1", { signal: stop.signal }).catch((thrown) => thrown),
    link.ask(numbered, "Q2"),
    link.ask(numbered, "Q3", { replyTimeoutMs: 25 }).catch((thrown) => thrown.code),
  ];
  await clock.advance(5);
  stop.abort("mine");
  await clock.advance(50);
  assertEquals([await one, await two, await three], ["mine", "R2", "timeout.reply"]);
  const { good, failed, late, connects } = link.stats();
  assertEquals({ good, failed, connects }, { good: 1, failed: 2, connects: 1 });
  const last = link.ask(numbered, "Q4"); // what came late meanwhile is found now at the latest
  await clock.advance(50);
  assertEquals(await last, "R4");
  assertEquals([late, link.stats().late], [1, 2]);
});

Deno.test("Link fails all questions under way when what came is no reply, and connects anew", async () => {
  const clock = new VirtualClock();
  const device = new ParallelDevice(clock, () => 50);
  await using link = linkTo(device, clock, 2);
  const both = [code(link.ask(numbered, "Q1")), code(link.ask(numbered, "Q2"))];
  await clock.advance(10);
  await device.say("x".repeat(100));
  await clock.advance(1);
  assertEquals(await Promise.all(both), ["frame.bad", "link.closed"]);
  const next = link.ask(numbered, "Q3");
  await clock.advance(60);
  assertEquals([await next, device.connects], ["R3", 2]);
});

Deno.test("Link does not take the pause within another's reply for its own silence", async () => {
  const clock = new VirtualClock();
  const device = new ParallelDevice(clock, () => 1_000_000);
  await using link = new Link({
    address: "device",
    open: device.open,
    resync: { kind: "id" },
    inFlight: 2,
    gapTimeoutMs: 20,
    clock,
  });
  const first = link.ask(numbered, "Q1");
  const second = link.ask(numbered, "Q2");
  await clock.advance(10);
  await device.say("R");
  await clock.advance(10);
  await device.say("2\n");
  await clock.advance(500); // more than the gap, less than the reply may take
  await device.say("R1\n");
  await clock.advance(1);
  assertEquals([await first, await second], ["R1", "R2"]);
});

Deno.test("Link makes a turn of several exchanges alone, whatever may be in flight", async () => {
  const clock = new VirtualClock();
  const device = new ParallelDevice(clock, () => 10);
  await using link = linkTo(device, clock, 4);
  const all = [
    link.ask(numbered, "Q1"),
    link.inTurn(async ({ ask }) => {
      await ask(numbered, "Q2");
      return await ask(numbered, "Q3");
    }),
    link.ask(numbered, "Q4"),
    link.ask(numbered, "Q5", { urgent: true }),
  ];
  await nextTurn();
  assertEquals(device.asked, ["Q1", "Q5"]); // the urgent one waits for nobody
  await clock.advance(100);
  assertEquals(await Promise.all(all), ["R1", "R3", "R4", "R5"]);
  assertEquals(device.asked, ["Q1", "Q5", "Q2", "Q3", "Q4"]);
});

Deno.test("Link lets those go on at once that waited behind a turn which was given up", async () => {
  const clock = new VirtualClock();
  const device = new ParallelDevice(clock, () => 50);
  await using link = linkTo(device, clock, 4);
  const stop = new AbortController();
  const first = link.ask(numbered, "Q1");
  const alone = link.inTurn(({ ask }) => ask(numbered, "Q2"), { signal: stop.signal })
    .catch((thrown) => thrown);
  const behind = link.ask(numbered, "Q3");
  await clock.advance(10);
  assertEquals(device.asked, ["Q1"]);
  stop.abort("mine");
  await clock.advance(1);
  assertEquals(device.asked, ["Q1", "Q3"]);
  await clock.advance(100);
  assertEquals([await first, await alone, await behind], ["R1", "mine", "R3"]);
});

Deno.test("Link refuses several in flight where replies do not name their questions", () => {
  const open = () => Promise.reject(new Error("not needed"));
  assertThrows(() => new Link({ address: "x", open, inFlight: 2 }), TypeError, 'resync "id"');
  for (const inFlight of [0, 1.5, NaN]) {
    assertThrows(() => new Link({ address: "x", open, inFlight }), RangeError, "integer");
  }
});
