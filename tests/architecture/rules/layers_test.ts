import { assertEquals, assertStringIncludes } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

for (
  const { path, source, what } of [
    {
      path: "lib/contract/reading.ts",
      source: `import { delay } from "../base/delay.ts";`,
      what: "besides itself, lib/contract may import nothing",
    },
    {
      path: "lib/contract/reading.ts",
      source: `import type { Delay } from "../base/delay.ts";`,
      what: "Cannot import lib/base/delay.ts into lib/contract/reading.ts",
    },
    {
      path: "lib/base/delay.ts",
      source: `type C = import("../channel/channel.ts").ChannelOptions;`,
      what: "lib/base may import lib/contract",
    },
    {
      path: "lib/base/delay.ts",
      source: `export { channel } from "../channel/channel.ts";`,
      what: "lib/base may import lib/contract",
    },
    {
      path: "lib/base/delay.ts",
      source: `export * from "../channel/channel.ts";`,
      what: "lib/base may import lib/contract",
    },
    {
      path: "lib/acquisition/poll.ts",
      source: `const sink = await import("../sink/csv/csv.ts");`,
      what: "lib/acquisition may import",
    },
    {
      path: "lib/acquisition/poll.ts",
      source: `new Worker(new URL("../worker/entry.ts", import.meta.url), { type: "module" });`,
      what: "lib/acquisition may import",
    },
    {
      path: "lib/source/signal/sine.ts",
      source: `import { cpu } from "../host/cpu.ts";`,
      what: "the folders in lib/source never import a sibling",
    },
    {
      path: "cli/read.ts",
      source: `import { live } from "../../web/live.ts";`,
      what: "besides itself, cli may import",
    },
    {
      path: "web/main.ts",
      source: `import { parseArgs } from "../cli/args.ts";`,
      what: "besides itself, web may import",
    },
    {
      path: "web/browser/page_model.ts",
      source: `import { openMonitor } from "../main.ts";`,
      what: "besides itself, web/browser may import",
    },
    {
      path: "web/islands/Monitor.tsx",
      source: `import { define } from "../fresh/mod.ts";`,
      what: "besides itself, web/islands may import",
    },
    {
      path: "cli/open_monitor.ts",
      source: `import { main } from "../web/main.ts";`,
      what: "Cannot import web/main.ts into cli/open_monitor.ts",
    },
    {
      path: "cli/open_monitor.ts",
      source: `await import("../web/live.ts");`,
      what: "Cannot import web/live.ts into cli/open_monitor.ts",
    },
    {
      path: "mod.ts",
      source: `export { VirtualClock } from "./lib/testing/virtual_clock.ts";`,
      what: "besides itself, mod.ts may import lib, !lib/testing",
    },
    {
      path: "lib/channel/channel.ts",
      source: `import { poll } from "../../mod.ts";`,
      what: "Cannot import mod.ts",
    },
    {
      path: "lib/testing/scripted.ts",
      source: `import { VirtualClock } from "./mod.ts";`,
      what: "a door is for those outside",
    },
    {
      path: "lib/base/delay.ts",
      source: `import { step } from "../../tests/bench/rounds.ts";`,
      what: "Cannot import tests/bench/rounds.ts",
    },
    {
      path: "lib/gadget/gadget.ts",
      source: `import { delay } from "../base/delay.ts";`,
      what: "has no zone for lib/gadget/gadget.ts",
    },
  ]
) {
  Deno.test(`layers reports ${source} in ${path}`, () => {
    const messages = lintWith("layers", path, source);
    assertEquals(messages.length, 1);
    assertStringIncludes(messages[0]!, what);
  });
}

for (
  const { path, source } of [
    { path: "lib/base/delay.ts", source: `import type { Clock } from "../contract/clock.ts";` },
    { path: "lib/base/delay.ts", source: `import { systemClock } from "./system_clock.ts";` },
    {
      path: "lib/source/host/cpu.ts",
      source: `import { channel } from "../../channel/channel.ts";`,
    },
    { path: "lib/source/host/cpu.ts", source: `import { proc } from "./linux/proc.ts";` },
    { path: "lib/source/host/cpu.ts", source: `import { fault } from "../fault.ts";` },
    { path: "lib/deps/preact.ts", source: `export { h } from "npm:preact@10.29.8";` },
    {
      path: "cli/open_monitor.ts",
      source: `const { main } = await import("../web/main.ts");`,
    },
    { path: "cli/read.ts", source: `import { poll } from "../mod.ts";` },
    { path: "mod.ts", source: `export { poll } from "./lib/acquisition/poll.ts";` },
    { path: "tests/cli/read_test.ts", source: `import { read } from "../../cli/read.ts";` },
  ]
) {
  Deno.test(`layers allows ${source} in ${path}`, () => {
    assertEquals(lintWith("layers", path, source), []);
  });
}
