import { csvLine, csvRows, jsonLine, jsonRows, rowsOf, textRows } from "../../cli/rows.ts";
import type { Reading } from "../../lib/contract/reading.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";
import { acts, HOSTILE_TEXTS } from "./hostile_texts.ts";

const BASE = {
  channel: "cpu",
  seq: 7,
  unit: "%",
  wallMs: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  monoMs: 1_000,
  tookMs: 0.12345678,
};
const GOOD: Reading<unknown> = { ...BASE, value: 12.3456789, status: "good", reason: "ok" };
const LATE: Reading<unknown> = { ...GOOD, reason: "overload", missedTicks: 2 };
const BAD: Reading<unknown> = {
  ...BASE,
  value: null,
  status: "bad",
  reason: "comm-fail",
  fault: {
    code: "timeout.total",
    name: "ReadoutError",
    message: "Cannot read cpu: no answer in 500 ms",
    channel: "cpu",
  },
};
const HELD: Reading<unknown> = {
  ...BASE,
  value: 12.5,
  status: "uncertain",
  reason: "held",
  path: "held",
  uncertainty: 0.123456,
  ageMs: 1_234.5678,
  fault: { code: "timeout.reply", name: "ReadoutError", message: "no reply, held" },
};
const RETRIED: Reading<unknown> = { ...GOOD, path: "retry#1" };

Deno.test("csvRows have full values, times in UTC, and nothing in place of a bad value", () => {
  const text = csvRows.header + [GOOD, LATE, BAD, HELD, RETRIED].map(csvRows.row).join("");
  assertEquals(
    text,
    `\
time,channel,value,unit,status,reason,seq,took_ms,missed,fault,path,uncertainty,age_ms
2026-01-02T03:04:05.006Z,cpu,12.3456789,%,good,ok,7,0.123,0,,,,
2026-01-02T03:04:05.006Z,cpu,12.3456789,%,good,overload,7,0.123,2,,,,
2026-01-02T03:04:05.006Z,cpu,,%,bad,comm-fail,7,0.123,0,timeout.total: Cannot read cpu: no answer in 500 ms,,,
2026-01-02T03:04:05.006Z,cpu,12.5,%,uncertain,held,7,0.123,0,"timeout.reply: no reply, held",held,0.123456,1234.568
2026-01-02T03:04:05.006Z,cpu,12.3456789,%,good,ok,7,0.123,0,,retry#1,,
`,
  );
});

Deno.test("jsonRows are the readings themselves", () => {
  for (const reading of [GOOD, LATE, BAD, HELD, RETRIED]) {
    assertEquals(JSON.parse(jsonRows.row(reading)), reading);
  }
});

Deno.test("textRows in a pipe have the time; names are aligned", () => {
  const rows = textRows(["cpu", "memory"], false);
  assertEquals(rows.header, "");
  assertEquals(rows.row(GOOD), "2026-01-02T03:04:05.006Z  cpu     12.3457 %\n");
  assertEquals(rows.row(LATE), "2026-01-02T03:04:05.006Z  cpu     12.3457 %  good overload\n");
  assertEquals(
    rows.row(BAD),
    "2026-01-02T03:04:05.006Z  cpu     --  bad comm-fail: no answer in 500 ms\n",
  );
});

Deno.test("textRows say by which way a value came, and how far it may be off", () => {
  const rows = textRows(["cpu"], true);
  assertEquals(rows.row(RETRIED), "cpu  12.3457 %  good retry#1\n");
  assertEquals(rows.row({ ...GOOD, path: "first" }), "cpu  12.3457 %\n");
  assertEquals(
    rows.row(HELD),
    "cpu  12.5 %  uncertain held \u00b1 0.25 %: no reply, held\n",
  );
});

Deno.test("textRows for people have no time, and bytes have a prefix", () => {
  const rows = textRows(["memory"], true);
  const reading = { ...GOOD, channel: "memory", value: 3_210_000_000, unit: "B" };
  assertEquals(rows.row(reading), "memory  3.21 GB\n");
  assertEquals(textRows(["memory"], false).row(reading).slice(26), "memory  3210000000 B\n");
});

Deno.test("csvLine() quotes as RFC 4180 does", () => {
  assertEquals(csvLine(['a "b"', "c,d", "e", 1, true, null]), '"a ""b""","c,d",e,1,true,\n');
});

for (
  const [text, cell] of [
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@A1", "'@A1"],
    ["\t=1", "'\\x09=1"],
    ["\r=1", "'\\x0d=1"],
    ["=1,2", '"\'=1,2"'],
    ["a=1", "a=1"],
  ] as const
) {
  Deno.test(`csvLine() makes no formula of the text ${JSON.stringify(text)}`, () => {
    assertEquals(csvLine([text]), `${cell}\n`);
  });
}

Deno.test("csvLine() leaves a negative number alone", () => {
  assertEquals(csvLine([-1.5]), "-1.5\n");
});

Deno.test("csvLine() and jsonLine() are one line in which nothing acts, whatever the text", () => {
  const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: "binary" }));
  fc.assert(fc.property(text, text, (one, other) => {
    for (const line of [csvLine([one, other]), jsonLine({ [one]: other })]) {
      assertEquals(line.indexOf("\n"), line.length - 1);
      assert(!acts(line), JSON.stringify(line));
    }
  }));
});

Deno.test("jsonLine() loses nothing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assertEquals(JSON.parse(jsonLine([text])), [text]);
  }));
});

Deno.test("rowsOf() names the rows of each format", () => {
  assertEquals(rowsOf("csv", [], false), csvRows);
  assertEquals(rowsOf("jsonl", [], false), jsonRows);
  assertEquals(rowsOf("table", ["cpu"], true).row(GOOD), "cpu  12.3457 %\n");
});
