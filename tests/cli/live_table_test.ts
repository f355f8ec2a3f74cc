import { LiveTable } from "../../cli/live_table.ts";
import type { Reading } from "../../lib/contract/reading.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { Screen } from "./screen.ts";

Deno.test("LiveTable gives a held value the age of its measurement, not of the last attempt", async () => {
  const io = new FakeIo({ isTerminal: true, columns: 80, rows: 6 });
  const held: Reading<unknown> = {
    ...{ channel: "oven", unit: "V", seq: 0, wallMs: 0, monoMs: io.clock.nowMs(), tookMs: 0 },
    ...{ status: "uncertain", reason: "held", value: 5 },
    ...{ path: "held", uncertainty: 0.05, ageMs: 4_000 },
  };
  const table = new LiveTable(io, [{ name: "oven", unit: "V" }], 500);
  table.take(held);
  const stop = new AbortController();
  const running = table.run(stop.signal);
  await io.clock.advance(1_000);
  stop.abort();
  await running;
  const screen = new Screen(80, 6);
  for (const text of io.writes) screen.write(text);
  assertStringIncludes(screen.lines[1]!, "uncertain held \u00b1 0.1 V");
  assertEquals(/ (\S+ s) /.exec(screen.lines[1]!)?.[1], "5.0 s");
});
