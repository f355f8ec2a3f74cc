import { assert, assertEquals, assertGreater, assertLess } from "../deps/assert.ts";
import { nextTurn } from "../../lib/base/system_clock.ts";
import { EventClient } from "./event_client.ts";
import { LiveFixture } from "./live_fixture.ts";

const SILENT = 10;
const HEALTHY = 3;
/** 64 of these travel as one event of 100 kB. */
const HEAVY = "\x01".repeat(256);

// Real sockets in virtual time: what the clients take is real, so nothing here waits for a timer.
Deno.test("Clients that never read are bounded, then let go; the others miss nothing", async () => {
  using fixture = new LiveFixture();
  const { live, clock } = fixture;
  const bound = AbortSignal.timeout(30_000);
  const hostname = "127.0.0.1";
  const server = Deno.serve({ hostname, port: 0, onListen: () => {} }, live.handler);
  const silent: Deno.TcpConn[] = [];
  try {
    for (let n = 0; n < SILENT; n++) silent.push(await askAndNeverRead(server.addr.port));
    const url = `http://${hostname}:${server.addr.port}/live/stream`;
    const responses = await Promise.all(Array.from({ length: HEALTHY }, () => fetch(url)));
    const healthy = responses.map((response) => new EventClient(response));
    await until(() => live.stats().viewers === SILENT + HEALTHY, bound);
    await Promise.all(healthy.map((client) => client.takeOne()));

    let peakBytes = 0;
    // The system's own buffers take some megabytes for each before anything waits here.
    while (live.stats().stalledClients < SILENT) {
      fixture.push(64, HEAVY);
      await clock.advance(100);
      await Promise.all(healthy.map((client) => takeAll(client, fixture.pushed, bound)));
      peakBytes = Math.max(peakBytes, live.stats().queuedBytes);
      assertLess(fixture.pushed, 64 * 1_000, "the silent clients were never let go");
    }
    assertGreater(peakBytes, SILENT * 128 * 1024);
    assert(peakBytes <= (SILENT + HEALTHY) * 256 * 1024, `${peakBytes} bytes were queued`);
    assertEquals([live.stats().viewers, live.stats().queuedBytes], [HEALTHY, 0]);
    for (const client of healthy) {
      assertEquals([client.gaps, client.readings.length], [[], fixture.pushed]);
      await client.cancel();
    }
    await until(() => live.stats().viewers === 0, bound);
    await clock.advance(0);
    assertEquals(clock.pendingTimers, 0);
  } finally {
    for (const connection of silent) connection.close();
    live[Symbol.dispose]();
    await server.shutdown();
  }
});

Deno.test("A client over a real socket comes back and gets every reading once", async () => {
  using fixture = new LiveFixture();
  const { live, clock } = fixture;
  const bound = AbortSignal.timeout(30_000);
  const hostname = "127.0.0.1";
  const server = Deno.serve({ hostname, port: 0, onListen: () => {} }, live.handler);
  const url = `http://${hostname}:${server.addr.port}/live/stream?after=run.0`;
  try {
    const seqs: number[] = [];
    let lastId = "";
    for (let round = 0; round < 20; round++) {
      fixture.push(5);
      const headers: Record<string, string> = lastId ? { "last-event-id": lastId } : {};
      const client = new EventClient(await fetch(url, { headers }));
      await takeAll(client, fixture.pushed, bound);
      fixture.push(5);
      await clock.advance(100);
      if (round % 2 === 0) await takeAll(client, fixture.pushed, bound);
      lastId = client.lastId;
      seqs.push(...client.readings.map(([, seq]) => seq));
      await client.cancel();
      await until(() => live.stats().viewers === 0, bound);
    }
    const rest = new EventClient(await fetch(url, { headers: { "last-event-id": lastId } }));
    await takeAll(rest, fixture.pushed, bound);
    seqs.push(...rest.readings.map(([, seq]) => seq));
    await rest.cancel();
    assertEquals(seqs, Array.from({ length: fixture.pushed }, (_, seq) => seq));
  } finally {
    await server.shutdown();
  }
});

async function askAndNeverRead(port: number): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const request = "GET /live/stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
  await connection.write(new TextEncoder().encode(request));
  return connection;
}

async function takeAll(client: EventClient, count: number, bound: AbortSignal): Promise<void> {
  while (client.lastId !== `run.${count}`) {
    bound.throwIfAborted();
    await client.takeOne();
  }
}

async function until(condition: () => boolean, bound: AbortSignal): Promise<void> {
  while (!condition()) {
    bound.throwIfAborted();
    await nextTurn();
  }
}
