import { assertEquals, assertRejects } from "../../deps/assert.ts";
import { Watchdog } from "../../../lib/base/watchdog.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { WatchedStream } from "../../../web/live/watched_stream.ts";

const part = new Uint8Array(3);

function watched(chunks: Iterator<Uint8Array<ArrayBuffer>>) {
  const clock = new VirtualClock();
  const ends: boolean[] = [];
  const stream = new WatchedStream(chunks, {
    clock,
    watchdog: new Watchdog(clock),
    stallMs: 100,
    onEnd: (isStalled) => void ends.push(isStalled),
  });
  return { clock, ends, stream };
}

function* endless(): Generator<Uint8Array<ArrayBuffer>> {
  while (true) yield part;
}

Deno.test("WatchedStream gives all chunks and then ends, once", async () => {
  const { clock, ends, stream } = watched([part, part].values());
  assertEquals((await new Response(stream.body).bytes()).length, 6);
  stream[Symbol.dispose]();
  await clock.advance(0);
  assertEquals([ends, clock.pendingTimers], [[false], 0]);
});

Deno.test("WatchedStream makes no chunk before one is asked for", async () => {
  let made = 0;
  const { stream } = watched({ next: () => ({ done: false, value: (made++, part) }) });
  const reader = stream.body.getReader();
  assertEquals(made, 0);
  await reader.read();
  assertEquals(made, 1);
  await reader.cancel();
});

Deno.test("WatchedStream ends when its reader has asked for nothing for too long", async () => {
  const { clock, ends, stream } = watched(endless());
  const reader = stream.body.getReader();
  await clock.advance(99);
  await reader.read();
  await clock.advance(99);
  assertEquals(ends, []);
  await clock.advance(1);
  assertEquals([ends, clock.pendingTimers], [[true], 0]);
  assertEquals((await reader.read()).done, true);
});

Deno.test("WatchedStream whose chunks throw passes the error on and ends", async () => {
  const { clock, ends, stream } = watched({
    next: () => {
      throw new Error("broken");
    },
  });
  await assertRejects(() => stream.body.getReader().read(), Error, "broken");
  stream[Symbol.dispose]();
  await clock.advance(0);
  assertEquals([ends, clock.pendingTimers], [[false], 0]);
});

Deno.test("WatchedStream leaves no listener on a signal when it has ended", async () => {
  const { ends, stream } = watched(endless());
  const listeners = new Set<unknown>();
  const signal = new AbortController().signal;
  signal.addEventListener = (_: string, listener: unknown) => void listeners.add(listener);
  signal.removeEventListener = (_: string, listener: unknown) => void listeners.delete(listener);
  stream.endOn(signal);
  assertEquals(listeners.size, 1);
  await stream.body.cancel();
  assertEquals([listeners.size, ends], [0, [false]]);
});
