import { assertEquals } from "../../../../deps/assert.ts";
import { fc } from "../../../../deps/fast_check.ts";
import {
  MEMINFO_HEAD_BYTES,
  parseMeminfo,
} from "../../../../../lib/source/host/parse/parse_meminfo.ts";
import { fixtureBytes } from "../fixture.ts";

const MEMINFO = fixtureBytes("proc_meminfo.txt");
const KEYS = ["MemTotal", "MemFree", "MemAvailable", "SwapTotal", "SwapFree"] as const;

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("parseMeminfo() finds the memory in the first bytes of a real /proc/meminfo", () => {
  const head = MEMINFO.subarray(0, MEMINFO_HEAD_BYTES);
  assertEquals(parseMeminfo(head, "MemTotal"), 24684084 * 1024);
  assertEquals(parseMeminfo(head, "MemFree"), 22815816 * 1024);
  assertEquals(parseMeminfo(head, "MemAvailable"), 23529244 * 1024);
});

Deno.test("parseMeminfo() finds the swap, which may be 0, in the whole text", () => {
  assertEquals(parseMeminfo(MEMINFO, "SwapTotal"), 0);
  assertEquals(parseMeminfo(bytesOf("Mem: 1 kB\nSwapTotal:  2 kB\n"), "SwapTotal"), 2048);
});

for (
  const text of [
    "",
    "MemTotal",
    "MemTotal:",
    "MemTotal: \n",
    "MemTotal: 12",
    "MemTotal: 12 kB",
    "MemTotal: 12 MB\n",
    "MemTotal: 12\n",
    "MemTotal: x12 kB\n",
    "MemTotal: -12 kB\n",
    "MemTotal: 1.2 kB\n",
    "MemTotal: 99999999999999999999 kB\n",
    "MemTotal 12 kB\n",
    " MemTotal: 12 kB\n",
  ]
) {
  Deno.test(`parseMeminfo() finds nothing in ${JSON.stringify(text)}`, () => {
    assertEquals(parseMeminfo(bytesOf(text), "MemTotal"), undefined);
  });
}

Deno.test("parseMeminfo() gives what is there, or nothing, wherever the text is cut off", () => {
  fc.assert(fc.property(fc.nat(MEMINFO.length), fc.constantFrom(...KEYS), (size, key) => {
    const found = parseMeminfo(MEMINFO.subarray(0, size), key);
    if (found !== undefined) assertEquals(found, parseMeminfo(MEMINFO, key));
  }));
});

Deno.test("parseMeminfo() never throws on noise", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...KEYS), (noise, key) => {
      const found = parseMeminfo(new Uint8Array([...bytesOf(`${key}:`), ...noise]), key);
      if (found !== undefined) assertEquals(Number.isInteger(found) && found >= 0, true);
    }),
  );
});
