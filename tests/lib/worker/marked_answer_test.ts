import { assertEquals } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { MARK, MarkedAnswer } from "../../../lib/worker/marked_answer.ts";

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Noise without the mark, half of it beginnings of the mark. */
const noise = fc.array(fc.oneof(
  fc.uint8Array({ maxLength: 8 }),
  fc.nat(MARK.length - 1).map((length) => MARK.slice(0, length)),
)).map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])))
  .filter((bytes) => !textOf(bytes).includes(textOf(MARK)));

Deno.test("MarkedAnswer gives what follows the first mark, however the bytes are cut", () => {
  fc.assert(fc.property(noise, noise, fc.array(fc.nat(200)), (before, after, cuts) => {
    const printed = Uint8Array.from([...before, ...MARK, ...after]);
    const answer = new MarkedAnswer();
    let from = 0;
    for (const cut of [...cuts, printed.length].sort((a, b) => a - b)) {
      answer.write(printed.subarray(from, cut));
      from = Math.min(cut, printed.length);
    }
    assertEquals(answer.bytes, after);
  }));
});

Deno.test("MarkedAnswer has no answer without a mark", () => {
  fc.assert(fc.property(noise, (printed) => {
    const answer = new MarkedAnswer();
    answer.write(printed);
    assertEquals(answer.bytes, undefined);
  }));
});
