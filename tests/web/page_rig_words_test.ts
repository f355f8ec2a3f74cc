import type { WireAlarm, WireRig } from "../../web/wire.ts";
import { alarmCount, alarmWords, problemWords, titleOf } from "../../web/browser/rig_words.ts";
import { formatSeconds, formatSince } from "../../web/browser/format_value.ts";
import { assertEquals, assertMatch } from "../deps/assert.ts";

const ALARM: WireAlarm = {
  ...{ channel: "oven", name: "high-alarm", severity: "alarm", phase: "active" },
  ...{ raisedWallMs: 0, limit: 90, value: 91.25, unit: "\u00b0C" },
};
const RIG: WireRig = {
  ...{ wallMs: 0, headline: "", isWell: false, problems: [], moreProblems: 0 },
  ...{ alarms: [], moreAlarms: 0 },
};

Deno.test("alarmWords() says what is wrong, the value and the limit, as far as there are any", () => {
  assertEquals(alarmWords(ALARM), "high alarm: 91.250 \u00b0C, limit 90 \u00b0C");
  assertEquals(alarmWords({ ...ALARM, unit: "", value: "NaN" }), "high alarm: NaN, limit 90");
  assertEquals(alarmWords({ ...ALARM, name: "no-value", value: null, limit: null }), "no value");
});

Deno.test("alarmCount() says how many alarms nobody knows of", () => {
  const acknowledged: WireAlarm = { ...ALARM, phase: "acknowledged" };
  const returned: WireAlarm = { ...ALARM, phase: "returned" };
  const of = (alarms: readonly WireAlarm[], moreAlarms = 0): string => {
    return alarmCount({ ...RIG, alarms, moreAlarms });
  };
  assertEquals(of([]), "");
  assertEquals(of([ALARM]), "1 alarm, 1 not acknowledged");
  assertEquals(of([acknowledged]), "1 alarm, all acknowledged");
  assertEquals(of([ALARM, acknowledged, returned], 7), "10 alarms, 9 not acknowledged");
});

Deno.test("titleOf() counts the alarms for whoever does not see the page", () => {
  assertEquals(titleOf(null), "Readout");
  assertEquals(titleOf({ ...RIG, alarms: [ALARM], moreAlarms: 1 }), "2 alarms \u2013 Readout");
});

Deno.test("problemWords() says since when, and why, as far as that is known", () => {
  const now = 1_700_000_000_000;
  const at = formatSeconds(now);
  assertEquals(problemWords(["x is bad", now, "no answer"], now), `since ${at}: no answer`);
  assertEquals(problemWords(["x is bad", now, null], now), `since ${at}`);
  assertEquals(problemWords(["x is too hot", null, null], now), "");
});

Deno.test("formatSince() adds the date to what is longer ago than half a day", () => {
  const now = 1_700_000_000_000;
  assertMatch(formatSince(now - 11 * 3_600_000, now), /^\d\d:\d\d:\d\d$/);
  assertMatch(formatSince(now - 13 * 3_600_000, now), /^2023-11-1[34] \d\d:\d\d:\d\d$/);
});
