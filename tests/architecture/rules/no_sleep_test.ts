import { assertEquals, assertStringIncludes } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

for (
  const { source, what } of [
    { source: `await new Promise((r) => setTimeout(r, 10));`, what: "setTimeout" },
    { source: `await delay(10);`, what: "delay() without a clock" },
    { source: `await delay(10, { signal });`, what: "delay() without a clock" },
    { source: `systemClock.timer(10, done);`, what: "systemClock.timer" },
  ]
) {
  Deno.test(`no-sleep reports ${source} in a test`, () => {
    const messages = lintWith("no-sleep", "tests/lib/x_test.ts", source);
    assertEquals(messages.length, 1);
    assertStringIncludes(messages[0]!, `Cannot use ${what} in a test`);
  });
}

for (
  const { path, source } of [
    { path: "tests/lib/x_test.ts", source: `await delay(10, { clock });` },
    { path: "tests/lib/x_test.ts", source: `await delay(10, { clock: new VirtualClock() });` },
    { path: "tests/lib/x_test.ts", source: `await delay(10, options);` },
    { path: "tests/lib/x_test.ts", source: `clock.timer(10, done);` },
    { path: "tests/lib/x_test.ts", source: `const signal = AbortSignal.timeout(5_000);` },
    { path: "tests/bench/read_deadline.ts", source: `setTimeout(done, 10);` },
    { path: "lib/base/x.ts", source: `setTimeout(done, 10);` }, // one-clock reports it
  ]
) {
  Deno.test(`no-sleep allows ${source} in ${path}`, () => {
    assertEquals(lintWith("no-sleep", path, source), []);
  });
}
