import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { changed } from "../../../lib/acquisition/changed.ts";
import { mapColumn, movingMean, pipeColumns } from "../../../lib/acquisition/columns.ts";
import { decimate } from "../../../lib/acquisition/decimate.ts";
import { merge } from "../../../lib/acquisition/merge.ts";
import { poll } from "../../../lib/acquisition/poll.ts";
import { window } from "../../../lib/acquisition/window.ts";
import { channel } from "../../../lib/channel/channel.ts";
import type { Reading } from "../../../lib/contract/reading.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

/** Readings of these values, 1 ms apart; `null` is a bad one. */
async function* readings(
  values: readonly (number | null)[],
  name = "a",
  onReturn = () => {},
): AsyncGenerator<Reading<number>> {
  const clock = new VirtualClock();
  let next = 0;
  const one = channel(name, "V", () => values[next++] ?? NaN, { clock });
  try {
    for (let at = 0; at < values.length; at++) {
      yield await one.tryRead();
      clock.stall(1);
    }
  } finally {
    onReturn();
  }
}

const value = ({ value }: Reading<number>) => value;

Deno.test("merge() of streams in order gives everything, in order of time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.nat(20)), { maxLength: 4 }), async (all) => {
      const streams = all.map((times, stream) =>
        times.toSorted((a, b) => a - b).map((monoMs, at) => ({ monoMs, id: `${stream}:${at}` }))
      );
      async function* asStream<T>(items: readonly T[]) {
        yield* items;
      }
      const merged = await Array.fromAsync(merge(...streams.map(asStream)));
      assertEquals(merged.map(({ monoMs }) => monoMs), all.flat().toSorted((a, b) => a - b));
      assertEquals(new Set(merged.map(({ id }) => id)).size, all.flat().length);
    }),
  );
});

Deno.test("merge() leaves every stream when its loop is left, or one of them fails", async () => {
  const left: string[] = [];
  const streams = ["a", "b"].map((name) => readings([1, 2, 3], name, () => void left.push(name)));
  for await (const _ of merge(...streams)) break;
  assertEquals(left, ["a", "b"]);
  async function* failing(): AsyncGenerator<Reading<number>> {
    yield* readings([1]);
    throw new Error("x");
  }
  let other = false;
  await assertRejects(
    () => Array.fromAsync(merge(failing(), readings([1, 2, 3], "b", () => void (other = true)))),
    Error,
    "x",
  );
  assert(other);
});

Deno.test("merge() joins two polls as they come", async () => {
  const clock = new VirtualClock();
  const fast = channel("fast", "", () => 1, { clock });
  const slow = channel("slow", "", () => 2, { clock });
  const names: string[] = [];
  const done = (async () => {
    const streams = [
      poll(fast, { periodMs: 10, count: 4, clock }),
      poll(slow, { periodMs: 25, count: 2, clock }),
    ];
    for await (const { channel } of merge(...streams)) names.push(channel);
  })();
  await clock.advance(100);
  await done;
  assertEquals(names, ["fast", "slow", "fast", "fast", "slow", "fast"]);
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("window() slides as slices of the whole would", async () => {
  const whole = fc.tuple(
    fc.array(fc.nat()),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 7 }),
  );
  await fc.assert(fc.asyncProperty(whole, async ([items, size, step]) => {
    const expected = [];
    for (let at = 0; at + size <= items.length; at += step) {
      expected.push(items.slice(at, at + size));
    }
    assertEquals(await Array.fromAsync(window(items, size, step)), expected);
  }));
});

Deno.test("window() refuses sizes and steps that are none", async () => {
  for (const [size, step] of [[0, 1], [1, 0], [1.5, 1], [NaN, 1]] as const) {
    await assertRejects(() => Array.fromAsync(window([], size, step)), RangeError);
  }
});

Deno.test("changed() gives the first, what moves beyond the deadband, and each change of quality", async () => {
  const source = readings([1, 1.4, 1.5, 1.6, null, null, 1.6, 1.6, 0.9]);
  const given = await Array.fromAsync(changed(source, { deadband: 0.5 }));
  assertEquals(given.map(value), [1, 1.6, null, 1.6, 0.9]);
});

Deno.test("changed() compares each channel with itself, and refuses a deadband that is none", async () => {
  const both = merge(readings([1, 1], "a"), readings([2, 2], "b"));
  assertEquals((await Array.fromAsync(changed(both))).map(value), [1, 2]);
  for (const deadband of [-1, NaN]) {
    await assertRejects(() => Array.fromAsync(changed(readings([]), { deadband })), RangeError);
  }
});

Deno.test("decimate() keeps every spike, every bad reading, the order, and little else", async () => {
  const numbers = fc.array(fc.option(fc.integer(), { freq: 8 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(numbers, fc.integer({ min: 2, max: 9 }), async (values, count) => {
      const given = await Array.fromAsync(decimate(readings(values), count));
      const seqs = given.map(({ seq }) => seq);
      assertEquals(seqs, seqs.toSorted((a, b) => a - b));
      assertEquals(
        given.filter(({ status }) => status === "bad").length,
        values.filter((v) => v === null).length,
      );
      const finite = values.filter((v) => v !== null);
      if (finite.length > 0) {
        const kept = given.map(value).filter((v) => v !== null);
        assertEquals(Math.max(...kept), Math.max(...finite));
        assertEquals(Math.min(...kept), Math.min(...finite));
      }
      const groups = values.join().split(/(?:^|,)(?=,|$)/).length;
      assert(given.length <= 2 * (values.length / count + groups) + values.length - finite.length);
    }),
  );
});

Deno.test("decimate() thins each of several channels by itself", async () => {
  const both = merge(readings([1, 5, 3, 2], "a"), readings([9, 7, 8, 6], "b"));
  const given = await Array.fromAsync(decimate(both, 4));
  const of = (name: string) => given.filter(({ channel }) => channel === name).map(value);
  assertEquals([of("a"), of("b")], [[1, 5], [9, 6]]);
  await assertRejects(() => Array.fromAsync(decimate(readings([]), 1)), RangeError);
});

Deno.test("movingMean() equals the mean of each window, however the values are cut, gaps included", () => {
  const values = fc.array(
    fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.constant(NaN)),
  );
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 6 }), fc.array(fc.nat(5)), (all, size, cuts) => {
      const mean = movingMean(size);
      const given: number[] = [];
      let at = 0;
      for (const cut of [...cuts, Infinity]) {
        given.push(...mean(Float64Array.from(all.slice(at, at + cut))));
        at = Math.min(all.length, at + cut);
      }
      assertEquals(given.length, Math.max(0, all.length - size + 1));
      given.forEach((found, start) => {
        const window = all.slice(start, start + size);
        const expected = window.reduce((sum, one) => sum + one, 0) / size;
        if (Number.isNaN(expected)) assert(Number.isNaN(found));
        else assertAlmostEquals(found, expected, 1e-9);
      });
    }),
  );
});

Deno.test("movingMean() does not gather rounding errors", () => {
  const mean = movingMean(10);
  mean(new Float64Array(100_000).fill(1e16));
  const after = mean(new Float64Array(2_048).fill(0.1));
  assertAlmostEquals(after.at(-1)!, 0.1, 1e-12);
  assertThrows(() => movingMean(0), RangeError);
});

Deno.test("pipeColumns() sends each batch through the operators in turn", async () => {
  const batches = [Float64Array.of(1, 2), Float64Array.of(3)];
  const out = pipeColumns(batches, mapColumn((v) => v * 10), movingMean(2));
  assertEquals(await Array.fromAsync(out), [Float64Array.of(15), Float64Array.of(25)]);
});

Deno.test("merge() tells a failure though another stream is in the midst of its wait", async () => {
  let reached = false;
  async function* stuck(): AsyncGenerator<Reading<number>> {
    reached = true;
    await new Promise(() => {});
    yield* readings([1]);
  }
  async function* failing(): AsyncGenerator<Reading<number>> {
    yield* readings([]);
    throw new Error("x");
  }
  await assertRejects(() => Array.fromAsync(merge(stuck(), failing())), Error, "x");
  assert(reached);
});

Deno.test("movingMean() of a window that a huge value has left is exact again at once", () => {
  const values = new Float64Array(40).fill(1);
  values[10] = 9.9e37; // what SCPI says for "overload"
  const means = movingMean(10)(values);
  assertEquals(means.subarray(11), new Float64Array(20).fill(1));
});
