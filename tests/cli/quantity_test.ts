import { formatAge, formatQuantity, formatValue } from "../../cli/quantity.ts";
import { assertEquals } from "../deps/assert.ts";

for (
  const [value, text] of [
    [0, "0"],
    [-0, "0"],
    [12.5, "12.5"],
    [12.3456789, "12.3457"],
    [-12.3456789, "-12.3457"],
    [99.99999999, "100"],
    [100, "100"],
    [0.1 + 0.2, "0.3"],
    [0.000123456789, "0.000123457"],
    [0.0000123456789, "1.23457e-5"],
    [0.00001, "1e-5"],
    [1e-300, "1e-300"],
    [999_999.5, "1000000"],
    [1_234_567.89, "1234568"],
    [16_500_000_000, "16500000000"],
    [Number.MAX_SAFE_INTEGER, "9.0072e+15"],
    [1e21, "1e+21"],
    [1.5e300, "1.5e+300"],
    [true, "true"],
    ["ON", "ON"],
    ["\x1b[2J", "\\x1b[2J"],
  ] as const
) {
  Deno.test(`formatValue(${JSON.stringify(value)}) is ${JSON.stringify(text)}`, () => {
    assertEquals(formatValue(value), text);
  });
}

for (
  const [value, unit, text] of [
    [0, "B", "0 B"],
    [999, "B", "999 B"],
    [1_000, "B", "1 kB"],
    [3_210_000_000, "B", "3.21 GB"],
    [16_612_345_678, "B", "16.61 GB"],
    [1_234_567, "B/s", "1.235 MB/s"],
    [-2_500, "B/s", "-2.5 kB/s"],
    [0.5, "B/s", "0.5 B/s"],
    [1e30, "B", "1e+12 EB"],
    [16_000, "Hz", "16000 Hz"],
    [48.25, "\u00b0C", "48.25 \u00b0C"],
    [1, "V\n", "1 V\\x0a"],
  ] as const
) {
  Deno.test(`formatQuantity(${value}, ${JSON.stringify(unit)}) is ${JSON.stringify(text)}`, () => {
    const quantity = formatQuantity(value, unit);
    assertEquals(`${quantity.value} ${quantity.unit}`, text);
  });
}

for (
  const [ms, text] of [
    [-5, "0.0 s"],
    [0, "0.0 s"],
    [260, "0.2 s"],
    [9_999, "9.9 s"],
    [10_000, "10 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_599_999, "59 min"],
    [90_000_000, "25 h"],
  ] as const
) {
  Deno.test(`formatAge(${ms}) is "${text}"`, () => assertEquals(formatAge(ms), text));
}
