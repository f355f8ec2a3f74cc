import { renderTable, type TableRow, type TableStyle } from "../../cli/table.ts";
import { textWidth } from "../../cli/text_width.ts";
import type { Reading, ReadPath } from "../../lib/contract/reading.ts";
import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";

const WIDE: TableStyle = { columns: 80, lines: 20, colour: false };
const BASE = { seq: 0, wallMs: 0, monoMs: 0, tookMs: 1 };

function good(channel: string, value: number | string, unit: string): Reading<unknown> {
  return { ...BASE, channel, value, unit, status: "good", reason: "ok" };
}

const CPU: TableRow = {
  name: "cpu",
  unit: "%",
  reading: { ...good("cpu", 12.34567, "%"), path: "retry#1" },
  ageMs: 230,
  history: [10, 40, null, 12.34567],
};
const MEMORY: TableRow = {
  name: "memory.used",
  unit: "B",
  reading: good("memory.used", 3_210_000_000, "B"),
  ageMs: 12_000,
  history: [3, 3],
};
const BATTERY: TableRow = {
  name: "battery",
  unit: "%",
  reading: {
    ...BASE,
    channel: "battery",
    value: null,
    unit: "%",
    status: "bad",
    reason: "not-connected",
    fault: {
      code: "source.absent",
      name: "ReadoutError",
      message: "Cannot read battery: this computer has none",
    },
  },
  ageMs: 230,
  history: [null, null],
};
const HELD: TableRow = {
  name: "oven",
  unit: "\u00b0C",
  reading: {
    ...BASE,
    channel: "oven",
    value: 181.4,
    unit: "\u00b0C",
    status: "uncertain",
    reason: "held",
    path: "held",
    uncertainty: 0.617,
  },
  ageMs: 61_000,
  history: [181, 181.4],
};
const WAITING: TableRow = {
  name: "dmm",
  unit: "V",
  reading: undefined,
  ageMs: 0,
  history: [],
};
const ALL = [CPU, MEMORY, BATTERY, HELD, WAITING];

Deno.test("renderTable() shows tag, value, unit, quality, age and trend", () => {
  assertEquals(renderTable(ALL, WIDE), [
    "Tag               Value  Unit  Quality                     Age  Trend",
    "cpu             12.3457  %     good retry#1              0.2 s  \u2581\u2588 \u2581",
    "memory.used        3.21  GB    good                       12 s  \u2584\u2584",
    "battery              --  %     bad not-connected         0.2 s  this computer h\u2026",
    "oven              181.4  \u00b0C    uncertain held \u00b1 1.2 \u00b0C   1 min  \u2581\u2588",
    "dmm                      V     waiting",
  ]);
});

Deno.test("renderTable() leaves out the trend when it is too narrow", () => {
  assertEquals(renderTable([CPU, MEMORY], { ...WIDE, columns: 54 }), [
    "Tag               Value  Unit  Quality          Age",
    "cpu             12.3457  %     good retry#1   0.2 s",
    "memory.used        3.21  GB    good            12 s",
  ]);
});

Deno.test("renderTable() then leaves out the age", () => {
  assertEquals(renderTable([CPU, MEMORY], { ...WIDE, columns: 40 }), [
    "Tag            Value  Unit  Quality",
    "cpu          12.3457  %     good retry#1",
    "memory.\u2026        3.21  GB    good",
  ]);
});

Deno.test("renderTable() then shortens the tags, and is cut at the right", () => {
  assertEquals(
    renderTable([CPU, MEMORY], { ...WIDE, columns: 30 }),
    [
      "Tag            Value  Unit  Q\u2026",
      "cpu          12.3457  %     g\u2026",
      "memory.\u2026        3.21  GB    g\u2026",
    ],
  );
});

Deno.test("renderTable() says how many channels do not fit into its height", () => {
  const lines = renderTable(ALL, { ...WIDE, lines: 4 });
  assertEquals(lines.length, 4);
  assertEquals(lines.at(-1), "... and 3 more");
});

Deno.test("renderTable() in one line or none is still a table", () => {
  assertEquals(renderTable(ALL, { ...WIDE, lines: 1 }).length, 1);
  assertEquals(renderTable(ALL, { ...WIDE, lines: 0 }), []);
});

Deno.test("renderTable() colours what is bad or uncertain, and each colour ends in its line", () => {
  const lines = renderTable(ALL, { ...WIDE, colour: true });
  assertStringIncludes(lines[3]!, "\x1b[31m  bad not-connected      \x1b[0m");
  assertStringIncludes(lines[4]!, "\x1b[33m  uncertain held");
  for (const line of lines) {
    // deno-lint-ignore no-control-regex
    const codes = [...line.matchAll(/\x1b\[(\d+)m/g)].map((match) => match[1] === "0");
    assertEquals(codes, codes.map((_, at) => at % 2 === 1));
  }
});

const hostile = fc.string({ unit: "binary", maxLength: 60 });
const anyRow: fc.Arbitrary<TableRow> = fc.record({
  name: hostile,
  unit: hostile,
  value: fc.oneof(hostile, fc.double({ noNaN: true, noDefaultInfinity: true })),
  path: hostile.map((name): ReadPath => `backup:${name}`),
  ageMs: fc.nat(),
  history: fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }))),
}).map(({ name, unit, value, path, ageMs, history }) => {
  return { name, unit, reading: { ...good(name, value, unit), path }, ageMs, history };
});

Deno.test("renderTable() is never larger than the terminal, and nothing in it acts", () => {
  const style = { columns: fc.nat(120), lines: fc.nat(12), colour: fc.boolean() };
  fc.assert(fc.property(fc.array(anyRow), fc.record(style), (rows, style) => {
    const lines = renderTable(rows, style);
    assert(lines.length <= style.lines);
    for (const line of lines) {
      // deno-lint-ignore no-control-regex
      const text = style.colour ? line.replace(/\x1b\[(0|1|31|32|33)m/g, "") : line;
      assert(textWidth(text) <= style.columns, text);
      // deno-lint-ignore no-control-regex
      assert(!/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(text), text);
    }
  }));
});
