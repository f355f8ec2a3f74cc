import { assert, assertEquals, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { systemClock } from "../../../lib/base/system_clock.ts";
import type { Overflow } from "../../../lib/contract/overflow.ts";
import { ringMemory, RingReader, RingWriter } from "../../../lib/worker/shared_ring.ts";

/** Writes one record of two numbers; tells whether there was room. */
function write(writer: RingWriter, value: number): boolean {
  const start = writer.claim();
  if (start < 0) return false;
  writer.cells[start] = value;
  writer.cells[start + 1] = -value;
  return true;
}

/** Takes up to `most` records, and checks that each is whole. */
function take(reader: RingReader, most: number): number[] {
  const into = new Float64Array(2 * most);
  const count = reader.take(into);
  return Array.from({ length: count }, (_, at) => {
    assertEquals(into[2 * at + 1], -into[2 * at]!);
    return into[2 * at]!;
  });
}

Deno.test("a ring gives every record once and in order, or counts it, whatever the sequence", () => {
  const steps = fc.array(fc.oneof(
    fc.record({ write: fc.integer({ min: 1, max: 6 }), publish: fc.boolean() }),
    fc.record({ take: fc.integer({ min: 1, max: 6 }) }),
  ));
  const rules = fc.constantFrom<Overflow>("drop-oldest", "drop-newest", "fail");
  fc.assert(fc.property(steps, rules, fc.constantFrom(1, 2, 4), (all, overflow, capacity) => {
    const memory = ringMemory(capacity, 2);
    const writer = new RingWriter(memory, overflow);
    const reader = new RingReader(memory);
    const taken: number[] = [];
    let next = 0;
    let refused = 0;
    for (const step of all) {
      if ("take" in step) {
        taken.push(...take(reader, step.take));
        continue;
      }
      for (let record = 0; record < step.write; record++) {
        if (!write(writer, next++)) refused++;
      }
      if (step.publish) writer.publish();
    }
    writer.end();
    while (!reader.ended) taken.push(...take(reader, 3));
    assertEquals(taken, taken.toSorted((a, b) => a - b));
    assertEquals(new Set(taken).size, taken.length);
    const lost = overflow === "fail" ? refused : writer.dropped;
    assertEquals(taken.length + lost, next);
    assertEquals(reader.dropped, writer.dropped);
    if (overflow === "drop-oldest" && next > 0) assertEquals(taken.at(-1), next - 1);
  }));
});

Deno.test("a ring's counters may wrap", () => {
  const memory = ringMemory(4, 2);
  new Int32Array(memory.header).fill(2 ** 31 - 2, 0, 1);
  new Int32Array(memory.header).fill(2 ** 31 - 2, 16, 17);
  const writer = new RingWriter(memory, "drop-newest");
  const reader = new RingReader(memory);
  for (let value = 0; value < 20; value++) {
    assert(write(writer, value));
    writer.publish();
    assertEquals([reader.available, take(reader, 9)], [1, [value]]);
  }
});

Deno.test("a ring shows a record only when it has been published", () => {
  const memory = ringMemory(4, 2);
  const writer = new RingWriter(memory, "drop-newest");
  const reader = new RingReader(memory);
  write(writer, 1);
  assertEquals([reader.available, take(reader, 1)], [0, []]);
  writer.publish();
  assertEquals([reader.available, take(reader, 1)], [1, [1]]);
});

Deno.test("RingReader.wait() resolves when there is a record, an end, or at once; and stops by its signal", async () => {
  const memory = ringMemory(4, 2);
  const writer = new RingWriter(memory, "wait");
  const reader = new RingReader(memory);
  const letGo = systemClock.timer(10_000, () => {}); // as a producer's thread does: it is alive
  const waiting = reader.wait();
  write(writer, 1);
  writer.publish();
  await waiting;
  await reader.wait();
  take(reader, 1);
  const stop = new AbortController();
  const stopped = reader.wait({ signal: stop.signal }).catch((thrown) => thrown);
  stop.abort("mine");
  assertEquals(await stopped, "mine");
  const ending = reader.wait();
  writer.end();
  await ending;
  letGo();
  assertEquals(reader.ended, true);
});

for (const overflow of ["wait", "drop-oldest", "drop-newest"] as const) {
  Deno.test({
    name: `a ring between two threads loses nothing with "${overflow}" that it does not count`,
    timeout: 20_000,
    async fn() {
      const count = 200_000;
      const memory = ringMemory(64, 2);
      const reader = new RingReader(memory);
      const url = new URL("./rigs/ring_producer.ts", import.meta.url);
      const worker = new Worker(url, { type: "module" });
      worker.postMessage({ memory, overflow, count });
      let taken = 0;
      let last = -1;
      while (!reader.ended) {
        await reader.wait();
        for (const value of take(reader, 50)) {
          assert(value > last, `${value} after ${last}`);
          last = value;
          taken++;
        }
      }
      worker.terminate();
      assertEquals(taken + reader.dropped, count);
      if (overflow === "wait") assertEquals(taken, count);
    },
  });
}

Deno.test("a ring refuses a capacity that is no power of two and a stride that is none", () => {
  for (const capacity of [0, 3, -4, 1.5, NaN]) {
    assertThrows(() => ringMemory(capacity, 1), RangeError, "capacity");
  }
  for (const stride of [0, 1.5, NaN]) {
    assertThrows(() => ringMemory(4, stride), RangeError, "stride");
  }
});

Deno.test("a ring's drops are counted beyond 32 bits", () => {
  const memory = ringMemory(1, 2);
  new Int32Array(memory.header).fill(-1, 32, 33); // 2^32 - 1 have been dropped
  const reader = new RingReader(memory);
  const writer = new RingWriter(memory, "drop-newest");
  assertEquals(reader.dropped, 2 ** 32 - 1);
  write(writer, 1);
  write(writer, 2);
  assertEquals(reader.dropped, 2 ** 32);
});

Deno.test("a ring never shows less than nothing, though more is claimed than fits", () => {
  const memory = ringMemory(4, 2);
  const writer = new RingWriter(memory, "drop-oldest");
  const reader = new RingReader(memory);
  for (let value = 0; value < 6; value++) {
    write(writer, value);
    assert(reader.available >= 0);
  }
  writer.end();
  assertEquals(take(reader, 9), [2, 3, 4, 5]);
});
