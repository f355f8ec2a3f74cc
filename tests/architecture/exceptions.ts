// What the rules of the house let pass, each with its reason. Paths are files, or folders with a
// slash at the end.

/** May touch the real time and the real randomness. */
export const CLOCKS: Readonly<Record<string, string>> = {
  "lib/base/system_clock.ts": "it is the one clock",
  "web/islands/": "runs in the browser, which brings its own",
  "web/browser/": "runs in the browser, which brings its own",
  "tests/": "what tests may not do is to sleep: see SLEEPERS",
};

/** Test code that may wait for real time. */
export const SLEEPERS: Readonly<Record<string, string>> = {
  "tests/bench/": "benches measure timers; no test waits for them",
  "tests/lib/worker/": "a loop that is slower than its thread takes real time",
  "tests/lib/base/system_clock_test.ts": "tests the real timers themselves",
};

/** Files of more than 300 lines. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  "mod.ts": "it lists what there is, and nothing else",
};

/** The reason why `path` is excepted, if it is. */
export function reasonFor(
  path: string,
  exceptions: Readonly<Record<string, string>>,
): string | undefined {
  const excepted = Object.entries(exceptions).find(([place]) =>
    place.endsWith("/") ? path.startsWith(place) : path === place
  );
  return excepted?.[1];
}
