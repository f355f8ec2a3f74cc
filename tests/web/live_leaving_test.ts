import { assert, assertEquals } from "../deps/assert.ts";
import { LiveFixture } from "./live_fixture.ts";

Deno.test("A client that takes nothing for 10 s is let go, and one that waits is not", async () => {
  using fixture = new LiveFixture();
  const good = await fixture.open();
  const stuck = fixture.ask("/live/stream");
  assertEquals(fixture.live.stats().viewers, 2);
  await fixture.clock.advance(9_999);
  assertEquals(fixture.live.stats().viewers, 2);
  await fixture.clock.advance(1);
  const { viewers, stalledClients } = fixture.live.stats();
  assertEquals([viewers, stalledClients], [1, 1]);
  assertEquals(await stuck.text(), "");
  for (let n = 0; n < 60; n++) { // it is pinged, and takes that
    await fixture.clock.advance(10_000);
    await good.take();
  }
  assertEquals([good.ended, fixture.live.stats().viewers], [false, 1]);
});

Deno.test("A client that stops in the middle is let go 10 s later, with what waits for it", async () => {
  using fixture = new LiveFixture();
  const client = await fixture.open();
  fixture.push(1);
  await fixture.clock.advance(100); // its read that waits gets this
  fixture.push(1);
  await fixture.clock.advance(100);
  assert(fixture.live.stats().queuedBytes > 0);
  await fixture.clock.advance(9_900);
  const { viewers, queuedBytes } = fixture.live.stats();
  assertEquals([viewers, queuedBytes, fixture.clock.pendingTimers], [0, 0, 0]);
  await client.take();
  assertEquals(client.ended, true);
  const back = await fixture.open(`?after=${client.lastId}`);
  assertEquals([back.gaps, back.readings.map(([, seq]) => seq)], [[], [1]]);
});

Deno.test("A history that nobody reads is let go after 10 s", async () => {
  using fixture = new LiveFixture();
  fixture.push(10);
  const response = fixture.ask("/live/history");
  assertEquals(fixture.live.stats().downloads, 1);
  await fixture.clock.advance(10_000);
  assertEquals([fixture.live.stats().downloads, fixture.clock.pendingTimers], [0, 0]);
  assertEquals(await response.text(), "");
});

for (const route of ["stream", "history"]) {
  for (const moment of ["before it is read", "after a part was read", "before it was asked"]) {
    Deno.test(`Aborting a request for ${route} ${moment} ends it, and twice is fine`, async () => {
      using fixture = new LiveFixture();
      fixture.push(2_000);
      const left = new AbortController();
      if (moment === "before it was asked") left.abort();
      const response = fixture.ask(`/live/${route}?after=run.0`, { signal: left.signal });
      const reader = response.body!.getReader();
      if (moment === "after a part was read") await reader.read();
      left.abort();
      await fixture.clock.advance(0);
      const { viewers, downloads } = fixture.live.stats();
      assertEquals([viewers, downloads, fixture.clock.pendingTimers], [0, 0, 0]);
      assertEquals((await reader.read()).done, true);
      await reader.cancel();
    });
  }
}

Deno.test("Aborting a stream that has caught up ends it", async () => {
  using fixture = new LiveFixture();
  const left = new AbortController();
  const client = await fixture.open("", { signal: left.signal });
  assertEquals(fixture.clock.pendingTimers, 1);
  left.abort();
  await client.take();
  assertEquals([client.ended, fixture.live.stats().viewers], [true, 0]);
  assertEquals(fixture.clock.pendingTimers, 0);
});

Deno.test("Aborting a stream at any moment of its catching up leaves nothing", async () => {
  for (let turns = 0; turns < 30; turns++) {
    using fixture = new LiveFixture();
    fixture.push(100);
    const left = new AbortController();
    const response = fixture.ask("/live/stream?after=run.0", { signal: left.signal });
    const reader = response.body!.getReader();
    for (let event = 0; event < 3; event++) await reader.read();
    const read = reader.read(); // it has caught up, and is about to wait for more
    for (let turn = 0; turn < turns; turn++) await undefined;
    left.abort();
    assertEquals((await read).done, true);
    await fixture.clock.advance(0);
    assertEquals([fixture.live.stats().viewers, fixture.clock.pendingTimers], [0, 0]);
  }
});

Deno.test("Cancelling a stream and then aborting its request counts it out once", async () => {
  using fixture = new LiveFixture();
  const left = new AbortController();
  const [client, other] = [await fixture.open("", { signal: left.signal }), await fixture.open()];
  await client.cancel();
  left.abort();
  assertEquals(fixture.live.stats().viewers, 1);
  await other.cancel();
  assertEquals([fixture.live.stats().viewers, fixture.clock.pendingTimers], [0, 0]);
});

Deno.test("The abort signal of a request is left alone where the server cancels bodies", async () => {
  using fixture = new LiveFixture();
  const request = new Request("http://localhost/live/stream", { headers: { host: "localhost" } });
  Object.defineProperty(request, "signal", {
    get: () => {
      throw new Error("Deno.serve warns when this is touched");
    },
  });
  const response = fixture.live.handler(request, { completed: Promise.resolve() });
  await response.body!.cancel();
  assertEquals(fixture.live.stats().viewers, 0);
  const channels = new Request("http://localhost/live/channels", {
    headers: { host: "localhost" },
  });
  Object.defineProperty(channels, "signal", { get: () => assert(false) });
  assertEquals(fixture.live.handler(channels).status, 200);
});

Deno.test("A view that is disposed of ends its streams, and lets nobody in", async () => {
  const fixture = new LiveFixture();
  const client = await fixture.open();
  const stuck = fixture.ask("/live/stream");
  fixture.push(1);
  fixture.live[Symbol.dispose]();
  fixture.live[Symbol.dispose]();
  await client.take();
  assertEquals([client.ended, await stuck.text()], [true, ""]);
  await fixture.clock.advance(0);
  assertEquals([fixture.live.stats().viewers, fixture.clock.pendingTimers], [0, 0]);
  assertEquals(fixture.ask("/live/stream").status, 503);
  fixture.push(1);
  assertEquals(fixture.clock.pendingTimers, 0);
});

Deno.test("A client too many is refused with 503, until another leaves", async () => {
  using fixture = new LiveFixture({ maxClients: 2 });
  const clients = [await fixture.open(), await fixture.open()];
  const refused = fixture.ask("/live/stream");
  assertEquals([refused.status, refused.headers.get("retry-after")], [503, "10"]);
  await clients[0]!.cancel();
  const response = fixture.ask("/live/stream");
  assertEquals(response.status, 200);
  await response.body!.cancel();
});

Deno.test("A thousand clients come and go, each in its own way, and nothing is left", async () => {
  using fixture = new LiveFixture();
  fixture.push(100);
  for (let n = 0; n < 1_000; n++) {
    const left = new AbortController();
    const query = n % 3 === 0 ? "" : `?after=run.${n % 100}`;
    const client = await fixture.open(query, { signal: left.signal });
    if (n % 2 === 0) await client.cancel();
    else left.abort();
  }
  await fixture.clock.advance(0);
  assertEquals([fixture.live.stats().viewers, fixture.clock.pendingTimers], [0, 0]);
});
