import { delay } from "../../lib/base/delay.ts";
import { assertEquals } from "../deps/assert.ts";
import { RigBench } from "../lib/rig/rig_bench.ts";

/** When a rig's channel was asked, and which points of its grid it says that it has missed. */
interface Asked {
  readonly atMs: readonly number[];
  readonly missed: readonly (number | undefined)[];
}

Deno.test("G4: after a stall of the process of 10 s at 10 Hz a rig makes 0 reads extra, says that 100 points are missed, and goes on on its grid", async () => {
  const bench = new RigBench();
  const asked = await start(bench, () => 1);
  await bench.clock.advance(1_060);
  bench.clock.stall(10_000); // over the points 1100 to 11000
  await bench.clock.advance(1_000);
  assertEquals(after(asked(), 1_000), {
    atMs: [1_000, 11_100, 11_200, 11_300, 11_400, 11_500, 11_600, 11_700, 11_800, 11_900, 12_000],
    missed: [undefined, 100, ...new Array(9).fill(undefined)],
  });
  await bench[Symbol.asyncDispose]();
});

Deno.test("G4: after a read that took 10 s at 10 Hz a rig makes 0 reads extra, says that 100 points are missed, and goes on on its grid", async () => {
  const bench = new RigBench();
  const asked = await start(bench, async () => {
    if (bench.clock.nowMs() === 1_000) await delay(10_050, { clock: bench.clock });
    return 1;
  });
  await bench.clock.advance(12_060);
  assertEquals(after(asked(), 1_000), {
    atMs: [1_000, 11_100, 11_200, 11_300, 11_400, 11_500, 11_600, 11_700, 11_800, 11_900, 12_000],
    missed: [undefined, 100, ...new Array(9).fill(undefined)],
  });
  await bench[Symbol.asyncDispose]();
});

async function start(bench: RigBench, read: () => number | Promise<number>): Promise<() => Asked> {
  const atMs: number[] = [];
  await bench.start({
    name: "desk",
    channels: {
      volts: {
        everyMs: 100,
        timeoutMs: 20_000,
        read: () => {
          atMs.push(bench.clock.nowMs());
          return read();
        },
      },
    },
  });
  return () => ({
    atMs,
    missed: bench.of("volts").filter(({ reason }) => reason !== "stale")
      .map(({ missedTicks }) => missedTicks),
  });
}

/** From the read at a moment on. */
function after({ atMs, missed }: Asked, fromMs: number): Asked {
  const at = atMs.indexOf(fromMs);
  return { atMs: atMs.slice(at), missed: missed.slice(at) };
}
