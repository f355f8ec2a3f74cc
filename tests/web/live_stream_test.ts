import { assert, assertEquals } from "../deps/assert.ts";
import { LiveFixture } from "./live_fixture.ts";

Deno.test("A stream shows what arrives after it opened, within 100 ms, in one event", async () => {
  using fixture = new LiveFixture();
  fixture.push(3);
  const client = await fixture.open();
  assertEquals([client.lastId, client.events.length], ["run.3", 0]);
  fixture.push(2);
  await fixture.clock.advance(99);
  assertEquals(client.events.length, 0);
  await fixture.clock.advance(1);
  await client.take();
  assertEquals(client.events, [{
    name: "readings",
    id: "run.5",
    data: '[[0,3,1003,3,"good","ok",null],[0,4,1004,4,"good","ok",null]]',
  }]);
});

Deno.test("A stream that nobody feeds has only its ping timer, and none when it is left", async () => {
  using fixture = new LiveFixture();
  fixture.push(1_000);
  assertEquals(fixture.clock.pendingTimers, 0); // nobody watches
  const client = await fixture.open();
  assertEquals(fixture.clock.pendingTimers, 1);
  fixture.push(1);
  assertEquals(fixture.clock.pendingTimers, 2);
  await fixture.clock.advance(100);
  await client.take();
  assertEquals(fixture.clock.pendingTimers, 1);
  await client.cancel();
  assertEquals([fixture.clock.pendingTimers, fixture.live.stats().viewers], [0, 0]);
});

Deno.test("A stream is pinged every 15 s", async () => {
  using fixture = new LiveFixture();
  const client = await fixture.open();
  await fixture.clock.advance(14_999);
  assertEquals(client.comments, []);
  for (let n = 1; n <= 3; n++) {
    await fixture.clock.advance(n === 1 ? 1 : 15_000);
    await client.take();
    assertEquals(client.comments.length, n);
  }
  assertEquals(client.events, []);
});

for (const how of ["?after=", "last-event-id"]) {
  Deno.test(`A stream goes on after ${how} without a gap or a repeat`, async () => {
    using fixture = new LiveFixture();
    fixture.push(200);
    const client = how === "?after="
      ? await fixture.open("?after=run.50")
      : await fixture.open("?after=run.7", { headers: { "last-event-id": "run.50" } });
    fixture.push(100);
    await fixture.clock.advance(100);
    await client.take();
    assertEquals(client.gaps, []);
    assertEquals(
      client.readings.map(([, seq]) => seq),
      Array.from({ length: 250 }, (_, n) => n + 50),
    );
    assertEquals(client.lastId, "run.300");
  });
}

Deno.test("A stream that opens between two flushes repeats nothing to anybody", async () => {
  using fixture = new LiveFixture();
  const early = await fixture.open();
  fixture.push(5);
  const late = await fixture.open("?after=run.2");
  fixture.push(5);
  await fixture.clock.advance(100);
  await Promise.all([early.take(), late.take()]);
  assertEquals(early.readings.map(([, seq]) => seq), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(late.readings.map(([, seq]) => seq), [2, 3, 4, 5, 6, 7, 8, 9]);
});

Deno.test("A stream that comes back too late is told how many it missed", async () => {
  using fixture = new LiveFixture({ capacity: 10 });
  fixture.push(30);
  const client = await fixture.open("?after=run.5");
  assertEquals(client.gaps, [15]);
  assertEquals(client.events[0]?.id, "run.20");
  assertEquals(client.readings.map(([, seq]) => seq), [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
  assertEquals(fixture.live.stats().lostReadings, 15);
});

Deno.test("A stream that comes back when all is too old is told so at once", async () => {
  using fixture = new LiveFixture({ keepMs: 1_000 });
  fixture.push(30);
  await fixture.clock.advance(2_000);
  const client = await fixture.open("?after=run.5");
  assertEquals([client.gaps, client.readings.length, client.lastId], [[25], 0, "run.30"]);
});

for (const id of ["other.5", "run.31", "run.x", "run.", "nonsense", "run.-1", "run.1e3"]) {
  Deno.test(`A stream with the id ${id} of no reading gets a gap of unknown count and all`, async () => {
    using fixture = new LiveFixture();
    fixture.push(30);
    const client = await fixture.open(`?after=${id}`);
    assertEquals([client.gaps, client.readings.length, client.lastId], [[null], 30, "run.30"]);
  });
}

Deno.test("A stream of another run has no position to come back to before its gap", async () => {
  using fixture = new LiveFixture();
  fixture.push(30);
  const response = fixture.ask("/live/stream?after=other.5");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const { value: first } = await reader.read();
  await reader.cancel();
  assertEquals(first, 'retry: 1000\nevent: gap\nid: run.0\ndata: {"dropped":null}\n\n');
});

Deno.test("A stream of a slow client stays bounded, and goes on with the newest", async () => {
  using fixture = new LiveFixture();
  const [slow, good] = [await fixture.open(), await fixture.open()];
  fixture.push(1);
  await fixture.clock.advance(100);
  await Promise.all([slow.take(), good.take()]);
  fixture.push(1); // goes to the read that waits; from here on, only one of them reads
  for (let n = 0; n < 80; n++) {
    fixture.push(64, "x".repeat(200));
    await fixture.clock.advance(100);
    await good.take();
    assert(fixture.live.stats().queuedBytes <= 256 * 1024);
  }
  assert(fixture.live.stats().queuedBytes > 200 * 1024);
  fixture.push(1);
  await fixture.clock.advance(100);
  await Promise.all([slow.take(), good.take()]);

  assertEquals([good.gaps, good.readings.length], [[], fixture.pushed]);
  assertEquals(slow.events.findIndex(({ name }) => name === "gap"), 2); // the old gave way
  assertEquals(slow.gaps.length, 1);
  assertEquals(slow.readings.length + slow.gaps[0]!, fixture.pushed);
  assertEquals(slow.readings.at(-1)?.[1], fixture.pushed - 1);
  assertEquals(fixture.live.stats().lostReadings, slow.gaps[0]);
});
