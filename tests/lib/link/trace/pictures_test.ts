import { assert, assertEquals, assertMatch } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { traceSequence } from "../../../../lib/link/trace/trace_sequence.ts";
import { traceText } from "../../../../lib/link/trace/trace_text.ts";
import { traceTimeline } from "../../../../lib/link/trace/trace_timeline.ts";
import type { TraceEntry } from "../../../../lib/link/trace/trace_entry.ts";
import { exchanged, session } from "./session.ts";

Deno.test("traceText() tells who asked what when, who waited, what was late", async () => {
  assertEquals(
    traceText(await session()),
    String.raw`     0.0 ms  dmm  * connected
     0.0 ms  dmm  > Q1\x0a
    10.0 ms  dmm  < R1\x0a
    10.0 ms  dmm  > Q2\x0a  (waited 10.0 ms)
    30.0 ms  dmm  < R2\x0a
    30.0 ms  dmm  > Q3\x0a
   130.0 ms  dmm  ! timeout.reply
   140.0 ms  dmm  > Q4\x0a
   160.0 ms  dmm  * late, dropped: R3\x0a
   165.0 ms  dmm  < R4\x0a
`,
  );
});

Deno.test("traceSequence() is a Mermaid chart of the same", async () => {
  assertEquals(
    traceSequence(await session()),
    String.raw`sequenceDiagram
  participant P as program
  participant L0 as dmm
  Note over P,L0: 0.0 ms connected
  P->>L0: 0.0 ms Q1\x0a
  L0-->>P: 10.0 ms R1\x0a
  P->>L0: 10.0 ms Q2\x0a
  L0-->>P: 30.0 ms R2\x0a
  P->>L0: 30.0 ms Q3\x0a
  L0--xP: 130.0 ms timeout.reply
  P->>L0: 140.0 ms Q4\x0a
  L0--xP: 160.0 ms late, dropped#58; R3\x0a
  L0-->>P: 165.0 ms R4\x0a
`,
  );
});

Deno.test("traceSequence() lets no byte of a device, and no name, out of its message", () => {
  const hostile = 'x\n  L0->>P: y; %%{init: {}}%%\r#35;<img src=x onerror=alert(1)>"\u00ff`end';
  const chart = traceSequence([exchanged("a;b\n:c<d>", "Q", hostile)]);
  assertEquals(
    chart.split("\n")[3],
    String.raw`  P->>L0: 0.0 ms Q`,
  );
  assertEquals(chart.split("\n").length, 6);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (name, text) => {
      const lines = traceSequence([exchanged(name, text, text)]).split("\n");
      assertEquals(lines.length, text === "" ? 5 : 6); // silence needs no arrow
      for (const line of lines.slice(1, -1)) {
        // Only letters, digits, harmless marks, and characters written by their number.
        const message = line.replace(/^ {2}(P->>L0:|L0-->>P:|participant (P|L0) as)/, "");
        assertMatch(message, /^(?:[A-Za-z0-9 .,?*+\-_/=()\\!'@]|#\d+;)*$/);
      }
    }),
  );
});

Deno.test("traceTimeline() is what Chrome's trace format allows: spans that fit, in named rows", async () => {
  const entries = [...await session(), exchanged("psu", "VOLT?\n", "5\n")];
  const timeline = JSON.parse(JSON.stringify(traceTimeline(entries)));
  assertEquals(timeline.displayTimeUnit, "ms");
  const rows = new Map<string, string>();
  const ends = new Map<string, number>();
  for (const event of timeline.traceEvents) {
    assert(["M", "X", "i"].includes(event.ph) && typeof event.name === "string");
    const row = `${event.pid}/${event.tid}`;
    if (event.ph === "M") {
      assert(["process_name", "thread_name"].includes(event.name));
      rows.set(row, event.args.name);
      continue;
    }
    assert(Number.isInteger(event.ts) && event.ts >= 0, `ts ${event.ts}`);
    assert(rows.has(row), `${row} has no name`);
    if (event.ph === "i") assertEquals(event.s, "t");
    else {
      assert(Number.isInteger(event.dur) && event.dur >= 0);
      assert(event.ts >= (ends.get(row) ?? 0), "two spans of one row overlap");
      ends.set(row, event.ts + event.dur);
    }
  }
  assertEquals([...rows.values()], ["dmm", "exchanges", "waiting for a turn", "psu", "exchanges"]);
});

Deno.test("traceTimeline() shows the spans of waiting and asking", async () => {
  const { traceEvents } = traceTimeline(await session());
  const spans = traceEvents.filter(({ ph }) => ph === "X")
    .map(({ name, ts, dur }) => [name, ts, dur]);
  assertEquals(spans, [
    ["Q1\\x0a", 0, 10_000],
    ["Q2\\x0a", 10_000, 20_000],
    ["Q3\\x0a", 30_000, 100_000],
    ["Q4\\x0a", 140_000, 25_000],
    ["waits: Q2\\x0a", 0, 10_000],
  ]);
});

Deno.test("traceTimeline() puts exchanges that overlap into rows of their own", () => {
  const spans = [[0, 10], [5, 15], [10, 20]].map(([startMs, endMs], at) => ({
    ...exchanged("plc", `${at}`, ""),
    queuedMs: startMs!,
    startMs: startMs!,
    endMs: endMs!,
  }));
  const rows = traceTimeline(spans as TraceEntry[]).traceEvents
    .filter(({ ph }) => ph === "X").map(({ name, tid }) => [name, tid]);
  assertEquals(rows, [["0", 1], ["2", 1], ["1", 2]]);
});

Deno.test("traces of nothing are empty pictures", () => {
  assertEquals(traceText([]), "");
  assertEquals(traceSequence([]), "sequenceDiagram\n  participant P as program\n");
  assertEquals(traceTimeline([]).traceEvents, []);
});
