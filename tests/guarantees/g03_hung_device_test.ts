// G3: a hung device delays no other channel. On real sockets; in virtual time, where the grid can be
// checked to the millisecond, `tests/lib/link/hung_device_test.ts`.

import { poll } from "../../lib/acquisition/poll.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import { dmm, serveTcp } from "../../lib/simulator/mod.ts";
import { assertEquals } from "../deps/assert.ts";
import { blackHole } from "./black_hole.ts";

const HEALTHY = 99;
const TICKS = 10;

Deno.test("G3: 1 hung and 99 healthy instruments on real sockets: each healthy one is read at every point", async () => {
  await using device = await serveTcp(dmm());
  await using hole = blackHole("says nothing");
  await using instruments = new AsyncDisposableStack();
  const channels = [];
  for (let at = 0; at < HEALTHY; at++) {
    const meter = instruments.use(await openScpi(device.address));
    channels.push(meter.number("MEAS:VOLT?", { name: `${at}` }));
  }
  const { scpiAt } = await import("../../lib/open/connect_scpi.ts");
  const hung = instruments.use(scpiAt(hole.address, { replyTimeoutMs: 60_000 }));
  channels.push(hung.number("MEAS:VOLT?", { name: "hung", timeoutMs: 60_000 }));

  const good = new Map<string, number>();
  const bad: string[] = [];
  let healthy = 0;
  const stop = new AbortController();
  try {
    for await (const each of poll(channels, { periodMs: 100, signal: stop.signal })) {
      if (each.status === "bad") {
        bad.push(each.channel);
        continue;
      }
      const seen = (good.get(each.channel) ?? 0) + 1;
      good.set(each.channel, seen);
      if (seen === TICKS && ++healthy === HEALTHY) break;
    }
  } finally {
    stop.abort();
  }
  assertEquals([bad, good.size, healthy], [[], HEALTHY, HEALTHY]);
});
