import { assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { History } from "../../../../lib/sink/memory/history.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";

Deno.test("History gives ids that rise by one from 1, and what came after an id", () => {
  const history = new History<string>({ clock: new VirtualClock() });
  assertEquals([history.firstId, history.lastId], [1, 0]);
  assertEquals(["a", "b", "c"].map((it) => history.push(it)), [1, 2, 3]);
  assertEquals(history.since(1), { dropped: 0, firstId: 2, lastId: 3, readings: ["b", "c"] });
  assertEquals(history.since(3), { dropped: 0, firstId: 4, lastId: 3, readings: [] });
});

Deno.test("History.since() returns at most as many as asked for, the oldest of them", () => {
  const history = new History<string>({ clock: new VirtualClock() });
  for (const it of ["a", "b", "c"]) history.push(it);
  assertEquals(history.since(0, 2), { dropped: 0, firstId: 1, lastId: 2, readings: ["a", "b"] });
});

Deno.test("History.since() takes an id that was never given for the newest", () => {
  const history = new History<string>({ clock: new VirtualClock() });
  history.push("a");
  assertEquals(history.since(99), { dropped: 0, firstId: 2, lastId: 1, readings: [] });
  assertEquals(history.since(-99).dropped, 0);
});

Deno.test("History lets the oldest go when it is full, and counts it exactly", () => {
  const history = new History<number>({ capacity: 3, clock: new VirtualClock() });
  for (let n = 1; n <= 10; n++) history.push(n);
  assertEquals(history.firstId, 8);
  assertEquals(history.since(4), { dropped: 3, firstId: 8, lastId: 10, readings: [8, 9, 10] });
});

Deno.test("History lets go of what is too old, also while nothing arrives", async () => {
  const clock = new VirtualClock();
  const history = new History<string>({ keepMs: 1_000, clock });
  history.push("a");
  await clock.advance(600);
  history.push("b");
  await clock.advance(400);
  assertEquals(history.since(0).readings, ["a", "b"]); // exactly as old as it may be
  await clock.advance(1);
  assertEquals(history.since(0), { dropped: 1, firstId: 2, lastId: 2, readings: ["b"] });
  await clock.advance(600);
  assertEquals(history.since(0), { dropped: 2, firstId: 3, lastId: 2, readings: [] });
  assertEquals([history.firstId, history.lastId], [3, 2]);
});

Deno.test("History keeps its readings when the wall clock is put forward by a day", () => {
  const clock = new VirtualClock();
  const history = new History<string>({ keepMs: 1_000, clock });
  history.push("a");
  clock.stepWall(86_400_000);
  assertEquals(history.since(0).readings, ["a"]);
});

Deno.test("History throws a RangeError if it could keep nothing", () => {
  assertThrows(() => new History({ keepMs: 0 }), RangeError, "keepMs must be > 0");
  assertThrows(() => new History({ keepMs: NaN }), RangeError, "keepMs must be > 0");
  assertThrows(() => new History({ capacity: 0 }), RangeError, "capacity must be");
  assertThrows(() => new History({ capacity: 1.5 }), RangeError, "capacity must be");
});

Deno.test("History agrees with a plain list that is filtered by age and length", async () => {
  const step = fc.oneof(
    fc.record({ pushes: fc.integer({ min: 1, max: 8 }) }),
    fc.record({ stallMs: fc.integer({ min: 0, max: 80 }) }),
    fc.record({ since: fc.integer({ min: 0, max: 60 }), limit: fc.integer({ min: 1, max: 9 }) }),
  );
  await fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const clock = new VirtualClock();
    const history = new History<number>({ keepMs: 100, capacity: 7, clock });
    const all: { readonly id: number; readonly atMs: number }[] = [];
    for (const step of steps) {
      if ("pushes" in step) {
        for (let n = 0; n < step.pushes; n++) {
          all.push({ id: all.length + 1, atMs: clock.nowMs() });
          history.push(all.length);
        }
      } else if ("stallMs" in step) clock.stall(step.stallMs);
      else {
        const kept = all.slice(-7).filter(({ atMs }) => atMs >= clock.nowMs() - 100);
        const asked = all.filter(({ id }) => id > step.since);
        const expected = kept.filter(({ id }) => id > step.since).map(({ id }) => id);
        const got = history.since(step.since, step.limit);
        assertEquals(got.readings, expected.slice(0, step.limit));
        assertEquals(got.dropped, asked.length - expected.length);
        got.readings.forEach((reading, place) => assertEquals(reading, got.firstId + place));
      }
    }
  }));
});
