import { assertEquals, assertStringIncludes } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

for (
  const { path, what } of [
    { path: "lib/base/readoutError.ts", what: "snake_case" },
    { path: "lib/base/readout-error.ts", what: "snake_case" },
    { path: "lib/Base/delay.ts", what: `the name "Base"` },
    { path: "lib/base/utils.ts", what: "it says nothing" },
    { path: "lib/helpers/delay.ts", what: "it says nothing" },
    { path: "lib/base/2_queue.ts", what: "snake_case" },
    { path: "lib/base/index.ts", what: "it says nothing" },
    { path: "web/islands/live_plot.tsx", what: "PascalCase" },
    { path: "web/routes/LiveView.tsx", what: "a Fresh route" },
  ]
) {
  Deno.test(`file-names reports ${path}`, () => {
    const messages = lintWith("file-names", path, "export {};");
    assertEquals(messages.length, 1);
    assertStringIncludes(messages[0]!, what);
  });
}

for (
  const path of [
    "mod.ts",
    "lib/base/readout_error.ts",
    "lib/protocol/modbus/crc16.ts",
    "lib/deps/uplot.d.ts",
    "examples/book/2_4_1_queue.ts",
    "web/islands/LivePlot.tsx",
    "web/islands/plot_data.ts",
    "web/routes/_app.tsx",
    "web/routes/index.tsx",
    "web/routes/api/[...path].ts",
    "web/routes/(group)/[id].tsx",
  ]
) {
  Deno.test(`file-names allows ${path}`, () => {
    assertEquals(lintWith("file-names", path, "export {};"), []);
  });
}
