import type { Checksum } from "../../../lib/base/checksum.ts";
import { assertEquals } from "../../deps/assert.ts";
import { fletcher16, fletcher32, lrc, sum16, sum8, xor8 } from "../../../lib/base/checksum.ts";

const GGA = "GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,";

for (
  const { checksum, text, sum } of [
    { checksum: xor8, text: GGA, sum: 0x47 },
    { checksum: xor8, text: "", sum: 0 },
    { checksum: sum8, text: "123456789", sum: 0xdd },
    { checksum: sum16, text: "123456789", sum: 0x1dd },
    { checksum: sum16, text: "\x7f".repeat(1_000), sum: 127_000 % 65_536 },
    { checksum: lrc, text: "\x11\x03\0k\0\x03", sum: 0x7e },
    { checksum: lrc, text: "", sum: 0 },
    { checksum: fletcher16, text: "abcde", sum: 0xc8f0 },
    { checksum: fletcher16, text: "abcdef", sum: 0x2057 },
    { checksum: fletcher16, text: "abcdefgh", sum: 0x0627 },
    { checksum: fletcher32, text: "abcde", sum: 0xf04fc729 },
    { checksum: fletcher32, text: "abcdef", sum: 0x56502d2a },
    { checksum: fletcher32, text: "abcdefgh", sum: 0xebe19591 },
  ] satisfies { checksum: Checksum; text: string; sum: number }[]
) {
  Deno.test(`${checksum.name}() of ${JSON.stringify(text).slice(0, 30)} is ${sum}`, () => {
    assertEquals(checksum(new TextEncoder().encode(text)), sum);
  });
}

Deno.test("lrc() is what makes the sum of all bytes 0", () => {
  const bytes = Uint8Array.of(250, 250, 9);
  assertEquals(sum8(Uint8Array.of(...bytes, lrc(bytes))), 0);
});
