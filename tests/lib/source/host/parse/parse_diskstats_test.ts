import { assertEquals } from "../../../../deps/assert.ts";
import { fc } from "../../../../deps/fast_check.ts";
import { parseDiskstats } from "../../../../../lib/source/host/parse/parse_diskstats.ts";
import { fixture } from "../fixture.ts";

const LAPTOP = fixture("proc_diskstats_laptop.txt");

Deno.test("parseDiskstats() gives bytes, of every device of a real /proc/diskstats", () => {
  const disks = parseDiskstats(fixture("proc_diskstats.txt"));
  assertEquals(disks?.length, 10);
  assertEquals(disks?.find(({ name }) => name === "vda"), {
    name: "vda",
    readBytes: 11778082 * 512,
    writtenBytes: 3267120 * 512,
  });
});

Deno.test("parseDiskstats() takes the shorter lines of older kernels too", () => {
  const names = parseDiskstats(LAPTOP)?.map(({ name }) => name);
  assertEquals(names?.at(-1), "ram0");
  assertEquals(names?.length, 9);
});

Deno.test("parseDiskstats() finds no disks in an empty text", () => {
  assertEquals(parseDiskstats(""), []);
});

for (
  const { name, text } of [
    { name: "the last line is cut off", text: LAPTOP.trimEnd() },
    { name: "it ends within the last numbers", text: fixture("proc_diskstats.txt").slice(0, -4) },
    { name: "a line has too few numbers", text: " 8 0 sda 1 2 3 4 5 6 7\n" },
    { name: "a number is negative", text: " 8 0 sda 1 2 -3 4 5 6 7 8 9 10 11\n" },
    { name: "a number is above 2^53", text: " 8 0 sda 1 2 99999999999999999 4 5 6 7 8 9 10 11\n" },
    { name: "a name is missing", text: " 8 0 1 2 3 4 5 6 7 8 9 10\n" },
    { name: "a line is empty", text: `${LAPTOP}\n` },
    { name: "it is another file", text: fixture("proc_meminfo.txt") },
  ]
) {
  Deno.test(`parseDiskstats() refuses the text if ${name}`, () => {
    assertEquals(parseDiskstats(text), undefined);
  });
}

Deno.test("parseDiskstats() gives the first lines, or nothing, wherever the text is cut off", () => {
  const all = parseDiskstats(LAPTOP)!;
  fc.assert(fc.property(fc.nat(LAPTOP.length), (size) => {
    const found = parseDiskstats(LAPTOP.slice(0, size));
    if (found !== undefined) assertEquals(found, all.slice(0, found.length));
  }));
});

Deno.test("parseDiskstats() never throws on noise", () => {
  fc.assert(fc.property(fc.string(), fc.nat(LAPTOP.length), (noise, at) => {
    parseDiskstats(noise);
    parseDiskstats(LAPTOP.slice(0, at) + noise + LAPTOP.slice(at));
  }));
});
