import { assert, assertEquals } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";
import type { Cell, Doubt } from "../../web/browser/columns.ts";
import { strokesOf } from "../../web/browser/strokes.ts";

const HELD: Doubt = { isHeld: true, uncertainty: 0.5 };
const VAGUE: Doubt = { isHeld: true, uncertainty: null };
const ROUGH: Doubt = { isHeld: false, uncertainty: 0.5 };

Deno.test("strokesOf() opens a fan at the last measurement, and joins what is held to the next", () => {
  assertEquals(strokesOf([1, 2, 3, 4, 5], [undefined, undefined, HELD, HELD, undefined]), {
    measured: [1, 2, null, null, 5],
    held: [null, 2, 3, 4, 5],
    high: [null, 2, 4, 5, null],
    low: [null, 2, 2, 3, null],
  });
});

Deno.test("strokesOf() passes by what was not read at a time", () => {
  assertEquals(strokesOf([1, undefined, 3], [undefined, undefined, HELD]), {
    measured: [1, undefined, null],
    held: [1, undefined, 3],
    high: [1, undefined, 4],
    low: [1, undefined, 2],
  });
});

Deno.test("strokesOf() joins nothing across what is bad", () => {
  assertEquals(strokesOf([1, null, 3, null, 5], [undefined, undefined, HELD]), {
    measured: [1, null, null, null, 5],
    held: [null, null, 3, null, null],
    high: [null, null, 4, null, null],
    low: [null, null, 2, null, null],
  });
});

Deno.test("strokesOf() draws no fan where nothing is known of the uncertainty", () => {
  assertEquals(strokesOf([1, 2], [undefined, VAGUE]).high, [1, null]);
  assertEquals(strokesOf([1, 2], [undefined, VAGUE]).held, [1, 2]);
});

Deno.test("strokesOf() draws a band around measurements whose uncertainty is known", () => {
  assertEquals(strokesOf([1, 2], [ROUGH, ROUGH]), {
    measured: [1, 2],
    held: [null, null],
    high: [2, 3],
    low: [0, 1],
  });
});

Deno.test("strokesOf() draws each value, and a gap wherever something is bad", () => {
  const cell: fc.Arbitrary<Cell> = fc.constantFrom(undefined, null, 1, 2, 3);
  const row = fc.tuple(cell, fc.constantFrom(undefined, HELD, VAGUE, ROUGH));
  fc.assert(fc.property(fc.array(row), (rows) => {
    const cells = rows.map(([cell]) => cell);
    const { measured, held, high, low } = strokesOf(cells, rows.map(([, doubt]) => doubt));
    for (const [at, cell] of cells.entries()) {
      const all = [measured, held, high, low].map((stroke) => stroke[at]);
      if (typeof cell === "number") assert(all[0] === cell || all[1] === cell);
      else assertEquals(all, [cell, cell, cell, cell]);
      const [, , top, bottom] = all;
      if (typeof top === "number") assert(top >= cell! && bottom! <= cell!);
    }
  }));
});
