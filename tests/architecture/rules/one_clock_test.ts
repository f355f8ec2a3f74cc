import { assertEquals, assertStringIncludes } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

for (
  const { source, what } of [
    { source: `setTimeout(() => {}, 1);`, what: "setTimeout" },
    { source: `const later = setTimeout;`, what: "setTimeout" },
    { source: `globalThis.setInterval(f, 1);`, what: "setInterval" },
    { source: `setImmediate(f);`, what: "setImmediate" },
    { source: `const t = performance.now();`, what: "performance.now" },
    { source: `const t = globalThis.performance.now();`, what: "performance.now" },
    { source: `const t = Date.now();`, what: "Date.now" },
    { source: `const now = Date.now;`, what: "Date.now" },
    { source: `const t = new Date();`, what: "the present Date" },
    { source: `const t = Date();`, what: "the present Date" },
    { source: `const t = Temporal.Now.instant();`, what: "Temporal.Now" },
    { source: `const signal = AbortSignal.timeout(5);`, what: "AbortSignal.timeout" },
    { source: `const x = Math.random();`, what: "Math.random" },
  ]
) {
  Deno.test(`one-clock reports ${source} in the library`, () => {
    const messages = lintWith("one-clock", "lib/base/x.ts", source);
    assertEquals(messages.length, 1);
    assertStringIncludes(messages[0]!, `Cannot use ${what} here`);
  });
}

for (
  const { path, source } of [
    { path: "lib/base/system_clock.ts", source: `setTimeout(f, performance.now());` },
    { path: "web/islands/Plot.tsx", source: `requestAnimationFrame(draw);` },
    { path: "tests/lib/x_test.ts", source: `const signal = AbortSignal.timeout(5_000);` },
    { path: "lib/base/x.ts", source: `clock.setTimeout(f, 1);` },
    { path: "lib/base/x.ts", source: `valueOf(toString, constructor);` },
    { path: "lib/base/x.ts", source: `const o = { setTimeout: 1, setInterval() {} };` },
    { path: "lib/base/x.ts", source: `const t = new Date(reading.wallMs);` },
    { path: "lib/base/x.ts", source: `const t = Date.parse(text) + Date.UTC(2026, 0, 1);` },
    { path: "lib/base/x.ts", source: `const x = Math.round(clock.nowMs());` },
    { path: "lib/base/x.ts", source: `const signal = AbortSignal.any([a, b]);` },
  ]
) {
  Deno.test(`one-clock allows ${source} in ${path}`, () => {
    assertEquals(lintWith("one-clock", path, source), []);
  });
}
