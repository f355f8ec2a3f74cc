import { crashText } from "../../../../lib/rig/crash/crash_text.ts";
import { assert, assertEquals, assertStringIncludes } from "../../../deps/assert.ts";
import { acts, HOSTILE_TEXTS } from "../../../cli/hostile_texts.ts";
import { sampleCrash } from "./sample_crash.ts";

Deno.test("crashText() says first what must be looked at, then what happened", () => {
  const lines = crashText(sampleCrash()).split("\n");
  assertEquals(lines.slice(0, 8), [
    "oven ended at 2026-11-22T12:30:00.000Z, after 61.5 s: oven.temperature failed for good",
    "",
    "NOT KNOWN TO BE SAFE: vent open",
    "  done      heater off  (12 ms)",
    "  NOT DONE  vent open  (2.0 s): it took more than 2 s",
    "",
    "timeout.reply: Cannot talk to dmm: no reply in 1000 ms",
    "  because Error: broken cable",
  ]);
  assertStringIncludes(lines.join("\n"), "oven.temperature: 181.4 degC, good ok, 2026-");
});

Deno.test("crashText() says that a rig had no safe sequence, and never that it is safe", () => {
  const text = crashText(sampleCrash({ safe: { isOver: true, steps: [], notKnown: [] } }));
  assertStringIncludes(text, "The rig has no safe sequence.");
  assert(!text.includes("Every safe step"));
});

Deno.test("nothing in a crash file can act on the terminal it is printed on", () => {
  for (const text of HOSTILE_TEXTS) {
    const report = sampleCrash({ why: text, rig: text, log: [text], stack: [text] });
    assertEquals(acts(crashText(report)), false);
  }
});
