import type { Channel } from "../../lib/contract/channel.ts";
import type { Reading } from "../../lib/contract/reading.ts";
import { channel } from "../../lib/channel/channel.ts";
import { VirtualClock } from "../../lib/testing/mod.ts";
import { openMonitor } from "../../web/main.ts";
import type { WireHistory } from "../../web/wire.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { EventClient } from "../web/event_client.ts";

const PERIOD_MS = 1_000;
/** 3 periods, and then at most 1 more and 250 ms. */
const LATEST_MS = 3 * PERIOD_MS + PERIOD_MS + 250;

/** A channel whose read is answered only so many times. */
function hanging(answers: number, clock: VirtualClock): Channel<number> {
  const own = channel("hung", "V", () => 5, { clock });
  const never = (): Promise<never> => new Promise(() => {});
  const isOver = (): boolean => answers-- <= 0;
  return {
    ...{ name: own.name, unit: own.unit },
    read: (options) => isOver() ? never() : own.read(options),
    tryRead: (options) => isOver() ? never() : own.tryRead(options),
  };
}

Deno.test("G21: a channel that hangs is stale in the history and in the stream within 1 interval + 250 ms, though it never answers", async () => {
  const clock = new VirtualClock();
  const told: Reading<unknown>[] = [];
  const steady = channel("steady", "V", () => 5, { clock }); // a constant value that keeps arriving
  await using monitor = await openMonitor({
    ...{ channels: [steady, hanging(3, clock)], periodMs: PERIOD_MS, port: 0, clock },
    onReading: (reading) => told.push(reading),
  });
  await clock.advance(0);
  const client = new EventClient(await fetch(`${monitor.url}live/stream`));
  await clock.advance(2 * PERIOD_MS + LATEST_MS); // it is read at 0, 1 and 2 s
  while (!client.readings.some(([, , , , , reason]) => reason === "stale")) await client.takeOne();
  await client.cancel();

  const history: WireHistory = await (await fetch(`${monitor.url}live/history`)).json();
  const stale = history.readings.filter(([, , , , , reason]) => reason === "stale");
  assertEquals(stale.map(([at, seq, , value, status]) => [at, seq, value, status]), [
    [1, 3, 5, "uncertain"],
  ]);
  const lastMs = history.readings.findLast(([at, seq]) => at === 1 && seq === 2)![2];
  assert(stale[0]![2] - lastMs <= LATEST_MS, `after ${stale[0]![2] - lastMs} ms`);
  assertEquals(told.filter(({ reason }) => reason === "stale").map(({ channel }) => channel), [
    "hung",
  ]);
});
