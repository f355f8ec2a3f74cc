import { assertEquals, assertMatch } from "../deps/assert.ts";
import type { WireChannel, WireValue } from "../../web/wire.ts";
import { defaultSelection, toggled } from "../../web/browser/selection.ts";
import {
  formatAge,
  formatSpread,
  formatTicks,
  formatTime,
  formatValue,
} from "../../web/browser/format_value.ts";
import { scaleLimits, scalesOf } from "../../web/browser/plot_scales.ts";

for (
  const [value, text] of [
    [0, "0"],
    [7, "7"],
    [-7, "\u22127"],
    [43.21349, "43.213"],
    [432.1349, "432.13"],
    [43213.49, "43\u202f213.5"],
    [0.04321349, "0.0432"],
    [-0.5, "\u22120.5000"],
    [0.00004, "4.000e\u22125"],
    [123456789, "123\u202f456\u202f789"],
    [-1234.5, "\u22121\u202f234.5"],
    [999, "999"],
    [1.5e15, "1.500e+15"],
    [true, "true"],
    [null, "\u2013"],
    ["RUN\x1b[2J\u202e", "RUN\\x1b[2J\\u{202e}"],
  ] satisfies [WireValue, string][]
) {
  Deno.test(`formatValue(${JSON.stringify(value)}) is ${text}`, () => {
    assertEquals(formatValue(value), text);
  });
}

for (
  const { ticks, step, texts } of [
    { ticks: [0, 20, 40], step: 20, texts: ["0", "20", "40"] },
    { ticks: [-0.5, 0, 0.5], step: 0.5, texts: ["\u22120.5", "0.0", "0.5"] },
    { ticks: [0.25, 0.5], step: 0.25, texts: ["0.25", "0.50"] },
    { ticks: [0.02, 0.025], step: 0.005, texts: ["0.020", "0.025"] },
    { ticks: [0, 20_000, 40_000], step: 20_000, texts: ["0k", "20k", "40k"] },
    { ticks: [7.2e9, 7.25e9], step: 5e7, texts: ["7.20G", "7.25G"] },
    { ticks: [0.002, 0.004], step: 0.002, texts: ["2m", "4m"] },
    { ticks: [0], step: 1, texts: ["0"] },
    { ticks: [], step: 1, texts: [] },
    { ticks: [1e20], step: 1e19, texts: ["1.00e+20"] },
  ]
) {
  Deno.test(`formatTicks([${ticks}]) is [${texts}]`, () => {
    assertEquals(formatTicks(ticks, step), texts);
  });
}

Deno.test("formatTime() gives the local time of day to the millisecond", () => {
  assertEquals(formatTime(new Date(2026, 0, 2, 3, 4, 5, 6).getTime()), "03:04:05.006");
  assertMatch(formatTime(0), /^\d\d:00:00\.000$|^\d\d:[0-5]\d:00\.000$/);
});

function channels(...list: readonly (readonly [name: string, unit: string])[]): WireChannel[] {
  return list.map(([name, unit]) => ({ name, unit }));
}

Deno.test("at first percentages and signals are plotted", () => {
  const list = channels(["cpu", "%"], ["load", ""], ["temp", "\u00b0C"], ["sine", ""], [
    "mem",
    "%",
  ]);
  assertEquals([...defaultSelection(list)], [[0, 0], [3, 1], [4, 2]]);
});

Deno.test("at first a whole is plotted, not its parts, and what is simulated", () => {
  const list = channels(["sim.v", "V"], ["sim.v.raw", "V"], ["cpu", "%"], ["cpu.core0", "%"], [
    "cpufan",
    "%",
  ]);
  assertEquals([...defaultSelection(list).keys()], [0, 2, 4]);
});

Deno.test("formatSpread() gives twice the uncertainty, to two digits", () => {
  const texts = [0.06, 0.05, 0.00123, 1.26, 62, 12_345.6, 0, 1e-6, 1e18].map(formatSpread);
  assertEquals(texts, [
    ...["0.12", "0.10", "0.0025", "2.5", "124", "24\u202f691", "0.0", "2.0e\u22126", "2.0e+18"],
  ]);
});

Deno.test("formatAge() gives seconds, with a decimal below ten", () => {
  assertEquals([0, 149, 9_999, 10_000, 75_400].map(formatAge), [
    ...["0.0 s", "0.1 s", "9.9 s", "10 s", "75 s"],
  ]);
});

Deno.test("without percentages and signals, those of the first unit are plotted", () => {
  const list = channels(["a", "V"], ["b", "A"], ["c", "V"]);
  assertEquals([...defaultSelection(list)], [[0, 0], [2, 1]]);
  assertEquals(defaultSelection([]).size, 0);
});

Deno.test("at first no more lines are plotted than there are colours", () => {
  const list = channels(...Array.from({ length: 20 }, (_, at) => [`cpu${at}`, "%"] as const));
  assertEquals(defaultSelection(list).size, 8);
});

Deno.test("toggled() gives a channel the first free line, and leaves the others theirs", () => {
  const three = new Map([[4, 0], [7, 1], [5, 2]]);
  const two = toggled(three, 7);
  assertEquals([...two], [[4, 0], [5, 2]]);
  assertEquals(toggled(two, 9).get(9), 1);
  assertEquals(toggled(three, 9).get(9), 3);
});

Deno.test("channels of one unit share a scale, and the first two units have an axis", () => {
  const list = channels(["a", "V"], ["b", "A"], ["c", "V"], ["d", "W"]);
  const { units, sides } = scalesOf(list, [0, 1, 2, 3]);
  assertEquals(units, ["V", "A", "W"]);
  assertEquals([...sides], [[0, "left"], [1, "right"], [2, "left"], [3, "none"]]);
});

Deno.test("a scale of percentages never reaches beyond 0 and 100", () => {
  assertEquals(scaleLimits("%", 0, 100), [0, 100]);
  assertEquals(scaleLimits("%", 50, 60), [49.2, 60.8]);
  assertEquals(scaleLimits("V", 0, 100), [-8, 108]);
  assertEquals(scaleLimits("V", 0, 0), [-1, 1]);
});
