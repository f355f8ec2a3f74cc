import { assert, assertEquals } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";
import { Columns } from "../../web/browser/columns.ts";

const PERIOD_MS = 100;

function columns(channels = 2, historyMs = 60_000): Columns {
  return new Columns(channels, PERIOD_MS, historyMs);
}

Deno.test("Columns puts the readings of one point of the grid into one row", () => {
  const history = columns();
  history.add(0, 1_000, 1);
  history.add(1, 1_004, 2);
  history.add(0, 1_101, 3);
  history.add(1, 1_099, 4);
  assertEquals(history.view(0), {
    times: [1, 1.101],
    cells: [[1, 3], [2, 4]],
    doubts: [undefined, undefined],
    breaks: [false, false],
  });
});

Deno.test("Columns keeps apart what was not read (undefined) and what was bad (null)", () => {
  const history = columns();
  history.add(0, 1_000, 1);
  history.add(0, 1_100, null);
  history.add(1, 1_100, 5);
  assertEquals(history.view(0).cells, [[1, null], [undefined, 5]]);
});

Deno.test("Columns puts a late reading where it belongs", () => {
  const history = columns();
  for (const wallMs of [1_000, 1_100, 1_200]) history.add(0, wallMs, wallMs);
  history.add(1, 1_001, 7); // was slow to answer
  history.add(1, 1_150, 8); // was slow to start
  assertEquals(history.view(0), {
    times: [1, 1.1, 1.15, 1.2],
    cells: [[1_000, 1_100, undefined, 1_200], [7, undefined, 8, undefined]],
    doubts: [undefined, undefined],
    breaks: [false, false, false, false],
  });
});

Deno.test("Columns breaks the lines where nothing was read for more than three periods", () => {
  const history = columns(1);
  history.add(0, 1_000, 1);
  history.add(0, 1_300, 2);
  history.add(0, 1_601, 3);
  assertEquals(history.view(0), {
    times: [1, 1.3, 1.35, 1.601],
    cells: [[1, 2, null, 3]],
    doubts: [undefined],
    breaks: [false, false, true, false],
  });
});

Deno.test("Columns breaks the lines once where readings were lost", () => {
  const history = columns(1);
  history.addBreak(); // before the first: there is nothing to break
  history.add(0, 1_000, 1);
  history.addBreak();
  history.addBreak();
  history.add(0, 1_100, 2);
  assertEquals(history.view(0).cells, [[1, null, 2]]);
});

Deno.test("Columns starts anew when the wall clock is set back", () => {
  const history = columns(1);
  history.add(0, 10_000_000, 1);
  history.add(0, 6_400_000, 2);
  history.add(0, 6_400_100, 3);
  assertEquals(history.view(0).cells, [[2, 3]]);
});

Deno.test("Columns shows a part of the history, and the row before it", () => {
  const history = columns(1);
  for (let at = 0; at < 10; at++) history.add(0, 1_000 + at * PERIOD_MS, at);
  assertEquals(history.view(1_700).cells, [[6, 7, 8, 9]]);
  assertEquals(history.view(5_000).cells, [[9]]);
  assertEquals(history.view(-Infinity).times.length, 10);
});

Deno.test("a view stays as it is when Columns goes on", () => {
  const history = columns(1);
  history.add(0, 1_000, 1);
  const view = history.view(0);
  history.add(0, 1_100, 2);
  assertEquals(view.cells, [[1]]);
});

Deno.test("Columns keeps a cell's doubts in step with it", () => {
  const history = columns(2, 10_000);
  const held = { isHeld: true, uncertainty: 0.5 };
  history.add(0, 1_000, 1);
  history.add(0, 1_200, 3, held);
  history.add(0, 1_100, 2); // comes late
  history.addBreak();
  assertEquals(history.view(0).doubts, [[undefined, undefined, held, undefined], undefined]);
  history.add(0, 1_200, 4); // the same moment again, and now it was measured
  assertEquals(history.view(0).doubts[0]?.[2], undefined);
  for (let at = 0; at < 500; at++) {
    history.add(0, 2_000 + at * PERIOD_MS, at, at % 7 === 0 ? held : undefined);
  }
  const { cells, doubts } = history.view(-Infinity);
  assertEquals(doubts[0]?.length, cells[0]?.length);
  for (const [row, cell] of cells[0]!.entries()) {
    if (typeof cell === "number") assertEquals(doubts[0]![row] === held, cell % 7 === 0, `${cell}`);
  }
});

Deno.test("Columns does not grow beyond its history", () => {
  const history = columns(2, 10_000); // 100 rows
  for (let at = 0; at < 5_000; at++) {
    history.add(0, at * PERIOD_MS, at);
    history.add(1, at * PERIOD_MS + 1, at);
    assert(history.size <= 101 + 64, `${history.size} rows`);
    if (at >= 100) assert(history.view(-Infinity).times[0]! <= (at * PERIOD_MS - 10_000) / 1_000);
  }
});

Deno.test("Columns ignores a channel that it does not know", () => {
  const history = columns(1);
  history.add(1, 1_000, 1);
  assertEquals(history.size, 0);
});

Deno.test("Columns keeps its times rising and loses no reading, in whatever order they come", () => {
  const reading = fc.record({
    channel: fc.nat(2),
    wallMs: fc.integer({ min: 1_000, max: 20_000 }),
    value: fc.option(fc.integer()),
  });
  fc.assert(fc.property(fc.array(reading, { maxLength: 100 }), (readings) => {
    const history = columns(3);
    for (const { channel, wallMs, value } of readings) history.add(channel, wallMs, value);
    const { times, cells, breaks } = history.view(-Infinity);
    for (let at = 1; at < times.length; at++) assert(times[at]! >= times[at - 1]!);
    for (const [channel, column] of cells.entries()) {
      const kept = column.filter((cell, at) => cell !== undefined && !breaks[at]).length;
      const own = readings.filter((it) => it.channel === channel);
      const moments = new Set(own.map(({ wallMs }) => wallMs));
      // Of two at one moment, the later may replace the earlier.
      assert(kept >= moments.size && kept <= own.length, `${kept} kept`);
    }
  }));
});
