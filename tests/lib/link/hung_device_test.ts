import { assertEquals } from "../../deps/assert.ts";
import { poll } from "../../../lib/acquisition/poll.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { Link } from "../../../lib/link/link.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { lines } from "./line_codec.ts";
import { SlowDevice } from "./slow_device.ts";

const DEVICES = 100;
const TICKS = 50;
const PERIOD_MS = 100;

Deno.test("one device that hangs costs 99 others no point of their grid, and no time", async () => {
  const clock = new VirtualClock();
  const links: Link[] = [];
  const channels = Array.from({ length: DEVICES }, (_, at) => {
    const device = new SlowDevice(clock, () => at === 0 ? Infinity : 3);
    const link = new Link({ address: `device ${at}`, open: device.open, clock });
    links.push(link);
    return channel(`${at}`, "", async ({ signal }) => {
      return Number((await link.ask(lines, "Q1", { signal })).slice(1));
    }, { clock });
  });
  const good = new Map<string, number>();
  let latestMs = 0;
  let bad = 0;
  const polling = poll(channels, { periodMs: PERIOD_MS, count: TICKS, clock });
  const reading = (async () => {
    for await (const each of polling) {
      if (each.status === "bad") {
        assertEquals(each.channel, "0");
        bad++;
        continue;
      }
      good.set(each.channel, (good.get(each.channel) ?? 0) + 1);
      latestMs = Math.max(latestMs, each.monoMs % PERIOD_MS);
    }
  })();
  let isOver = false;
  reading.finally(() => isOver = true);
  while (!isOver) await clock.advance(1_000);
  await reading;
  const healthy = Array.from({ length: DEVICES - 1 }, (_, at) => good.get(`${at + 1}`));
  assertEquals(new Set(healthy), new Set([TICKS]));
  assertEquals([latestMs < 20, bad > 0], [true, true], `${latestMs} ms late, ${bad} bad`);
  for (const link of links) await link[Symbol.asyncDispose]();
});
