import { assertEquals } from "../../../../deps/assert.ts";
import { fc } from "../../../../deps/fast_check.ts";
import {
  parseStat,
  parseStatCores,
  STAT_LINE_BYTES,
} from "../../../../../lib/source/host/parse/parse_stat.ts";
import { fixtureBytes } from "../fixture.ts";

const STAT = fixtureBytes("proc_stat.txt");

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("parseStat() finds the whole processor in the first bytes of a real /proc/stat", () => {
  assertEquals(parseStat(STAT.subarray(0, STAT_LINE_BYTES)), {
    ...{ user: 69395, nice: 673, system: 22630, idle: 595678 },
    ...{ iowait: 1101, irq: 0, softirq: 240, steal: 148 },
  });
});

Deno.test("parseStat() finds each core of a real /proc/stat", () => {
  assertEquals(parseStat(STAT, 0)?.user, 32410);
  assertEquals(parseStat(STAT, 1)?.idle, 293364);
  assertEquals(parseStat(STAT, 2), undefined);
});

Deno.test("parseStatCores() lists the cores that are switched on", () => {
  assertEquals(parseStatCores(STAT), [0, 1]);
  assertEquals(parseStatCores(bytesOf("cpu  1\ncpu0 1\ncpu3 1\ncpu10 1\nintr 0\n")), [0, 3, 10]);
  assertEquals(parseStatCores(bytesOf("")), []);
});

Deno.test("parseStat() tells core 1 from core 10", () => {
  const text = "cpu  9 9 9 9 9 9 9 9\ncpu10 1 2 3 4 5 6 7 8\ncpu1 8 7 6 5 4 3 2 1\n";
  assertEquals(parseStat(bytesOf(text), 1)?.user, 8);
  assertEquals(parseStat(bytesOf(text), 10)?.user, 1);
});

for (
  const { name, text } of [
    { name: "an empty text", text: "" },
    { name: "another line first", text: "intr 1 2 3 4 5 6 7 8\n" },
    { name: "a core's line first", text: "cpu0 1 2 3 4 5 6 7 8\n" },
    { name: "too few numbers", text: "cpu  1 2 3 4 5 6 7\n" },
    { name: "a line that is cut off", text: "cpu  1 2 3 4 5 6 7 8 0 0" },
    { name: "a line that ends in a space", text: "cpu  1 2 3 4 5 6 7 8 \n" },
    { name: "a negative number", text: "cpu  1 2 3 -4 5 6 7 8\n" },
    { name: "a fraction", text: "cpu  1 2 3 4.5 5 6 7 8\n" },
    { name: "letters among the digits", text: "cpu  1 2 3 4x 5 6 7 8\n" },
    { name: "a number above 2^53", text: "cpu  1 2 3 99999999999999999999 5 6 7 8\n" },
    { name: "garbage after the numbers", text: "cpu  1 2 3 4 5 6 7 8 9 zz\n" },
  ]
) {
  Deno.test(`parseStat() finds nothing in ${name}`, () => {
    assertEquals(parseStat(bytesOf(text)), undefined);
  });
}

Deno.test("parseStat() gives what is there, or nothing, wherever the text is cut off", () => {
  for (let size = 0; size <= STAT.length; size++) {
    for (const core of [undefined, 0, 1]) {
      const found = parseStat(STAT.subarray(0, size), core);
      if (found !== undefined) assertEquals(found, parseStat(STAT, core), `${size} bytes`);
    }
  }
});

Deno.test("parseStat() finds nothing once any byte of the line is neither digit nor space", () => {
  const lineBytes = STAT.indexOf(0x0a) + 1;
  fc.assert(fc.property(fc.nat(lineBytes - 1), fc.nat(255), (at, byte) => {
    fc.pre(byte !== 0x20 && byte !== 0x0a && (byte < 0x30 || byte > 0x39) && STAT[at] !== byte);
    assertEquals(parseStat(STAT.with(at, byte)), undefined);
  }));
});

Deno.test("parseStat() never throws, and finds nothing but whole numbers", () => {
  const line = fc.stringMatching(/^cpu[0-9]? [0-9 x\n-]{0,60}$/);
  const noise = fc.oneof(line.map(bytesOf), fc.uint8Array({ maxLength: 300 }));
  fc.assert(fc.property(noise, fc.option(fc.nat(4), { nil: undefined }), (bytes, core) => {
    for (const value of Object.values(parseStat(bytes, core) ?? {})) {
      assertEquals(Number.isSafeInteger(value) && value >= 0, true);
    }
    parseStatCores(bytes);
  }));
});
