import { encodeCrash, MAX_CRASH_BYTES } from "../../../../lib/rig/crash/encode_crash.ts";
import { parseCrash } from "../../../../lib/rig/crash/parse_crash.ts";
import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { sampleCrash } from "./sample_crash.ts";

function decoded(bytes: Uint8Array): ReturnType<typeof parseCrash> {
  return parseCrash(new TextDecoder().decode(bytes));
}

Deno.test("encodeCrash() keeps everything that fits", () => {
  assertEquals(decoded(encodeCrash(sampleCrash())), sampleCrash());
});

Deno.test("encodeCrash() leaves out the oldest until it is at most 1 MiB, and says so", () => {
  const log = Array.from({ length: 40_000 }, (_, line) => `${line} ${"x".repeat(50)}`);
  const bytes = encodeCrash(sampleCrash({ log }));
  assert(bytes.length <= MAX_CRASH_BYTES);
  const report = decoded(bytes);
  assertEquals(report.log.at(-1), log.at(-1));
  assert(report.log.length >= 8_000, `${report.log.length} lines are left`);
  assert(report.leftOut !== undefined);
});

Deno.test("encodeCrash() is at most 1 MiB whatever is in it", () => {
  const long = "y".repeat(3_000_000);
  const report = sampleCrash({ why: long, stack: [long], log: [long] });
  const bytes = encodeCrash(report);
  assert(bytes.length <= MAX_CRASH_BYTES);
  assertEquals(decoded(bytes).safe.notKnown, ["vent open"]);
});

Deno.test("encodeCrash() is at most 1 MiB although each of many texts is short", () => {
  const text = "\u20ac".repeat(200);
  const many = Array.from({ length: 1_000 }, () => text);
  const fault = { code: "timeout.reply", name: text, message: text, sent: text } as const;
  const steps = many.map((name) => ({ name, tookMs: 1, isDone: false, fault }));
  const safe = { isOver: true, steps, notKnown: many };
  const bytes = encodeCrash(sampleCrash({ safe, stack: many, log: many }));
  assert(bytes.length <= MAX_CRASH_BYTES);
  assert(decoded(bytes).safe.notKnown.length > 0);
});

Deno.test("encodeCrash() takes values that JSON has no word for", () => {
  const sample = sampleCrash();
  const reading = { ...sample.channels[0]!.last[0]!, value: 12n };
  const channels = [{
    name: "a",
    unit: "",
    last: [reading, { ...reading, value: new Int16Array(4) }],
  }];
  const last = decoded(encodeCrash({ ...sample, channels } as typeof sample)).channels[0]!.last;
  assertEquals(last.map(({ value }) => value), ["12", "Int16Array of 8 bytes"]);
});

for (const text of ["", "{", "null", "[]", "{}", '{"format":"readout-crash-1"}']) {
  Deno.test(`parseCrash() refuses ${JSON.stringify(text)}`, () => {
    assertThrows(() => parseCrash(text), TypeError);
  });
}
