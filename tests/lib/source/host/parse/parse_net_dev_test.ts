import { assertEquals } from "../../../../deps/assert.ts";
import { fc } from "../../../../deps/fast_check.ts";
import { parseNetDev } from "../../../../../lib/source/host/parse/parse_net_dev.ts";
import { fixture } from "../fixture.ts";

const LAPTOP = fixture("proc_net_dev_laptop.txt");
const HEAD = LAPTOP.split("\n").slice(0, 2).join("\n") + "\n";

Deno.test("parseNetDev() gives the bytes of every interface of a real /proc/net/dev", () => {
  const all = parseNetDev(fixture("proc_net_dev.txt"));
  assertEquals(all?.map(({ name }) => name), ["lo", "ifb0", "ifb1", "eth0"]);
  assertEquals(all?.at(-1), { name: "eth0", receivedBytes: 332515486, sentBytes: 615858 });
});

Deno.test("parseNetDev() takes a number that is so long that it touches the name", () => {
  const found = parseNetDev(LAPTOP)?.find(({ name }) => name === "wlp2s0");
  assertEquals(found, { name: "wlp2s0", receivedBytes: 1234567890, sentBytes: 98765432 });
});

Deno.test("parseNetDev() finds no interfaces under the two lines of the head", () => {
  assertEquals(parseNetDev(HEAD), []);
});

for (
  const { name, text } of [
    { name: "it is empty", text: "" },
    { name: "it is another file", text: fixture("proc_meminfo.txt") },
    { name: "the columns are other ones", text: "Inter-| Receive\n face |packets\n" },
    { name: "the last line is cut off", text: LAPTOP.trimEnd() },
    { name: "a line has too few numbers", text: `${HEAD}eth0: 1 2 3 4 5 6 7 8 9\n` },
    { name: "a number is negative", text: `${HEAD}eth0: -1 ${"2 ".repeat(14)}3\n` },
    {
      name: "a number is above 2^53",
      text: `${HEAD}eth0: 99999999999999999 ${"2 ".repeat(14)}3\n`,
    },
    { name: "a name is missing", text: `${HEAD}${"2 ".repeat(15)}3\n` },
  ]
) {
  Deno.test(`parseNetDev() refuses the text if ${name}`, () => {
    assertEquals(parseNetDev(text), undefined);
  });
}

Deno.test("parseNetDev() gives the first lines, or nothing, wherever the text is cut off", () => {
  const all = parseNetDev(LAPTOP)!;
  fc.assert(fc.property(fc.nat(LAPTOP.length), (size) => {
    const found = parseNetDev(LAPTOP.slice(0, size));
    if (found !== undefined) assertEquals(found, all.slice(0, found.length));
  }));
});

Deno.test("parseNetDev() never throws on noise", () => {
  fc.assert(fc.property(fc.string(), fc.nat(LAPTOP.length), (noise, at) => {
    parseNetDev(noise);
    parseNetDev(LAPTOP.slice(0, at) + noise + LAPTOP.slice(at));
  }));
});
