import { assert, assertEquals } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { ReceivedBytes } from "../../../lib/link/received_bytes.ts";

type Step =
  | { readonly kind: "ask" }
  | { readonly kind: "came"; readonly count: number }
  | { readonly kind: "use" | "giveAway"; readonly share: number }
  | { readonly kind: "expect"; readonly sizeBytes: number; readonly dataAt: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("ask" as const) }),
  fc.record({ kind: fc.constant("came" as const), count: fc.integer({ min: 1, max: 4_000 }) }),
  fc.record({ kind: fc.constantFrom("use" as const, "giveAway" as const), share }),
  fc.record({
    kind: fc.constant("expect" as const),
    sizeBytes: fc.integer({ min: 1, max: 100_000 }),
    dataAt: fc.integer({ min: 0, max: 20 }),
  }),
);

Deno.test("ReceivedBytes loses and mixes nothing, whatever happens while a read is under way", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const received = new ReceivedBytes();
      const given: { readonly view: Uint8Array; readonly copy: Uint8Array }[] = [];
      let expected: number[] = [];
      let next = 0;
      let room: Uint8Array | undefined; // being filled, as by a read of the system
      for (const each of steps) {
        switch (each.kind) {
          case "ask":
            room ??= received.room();
            assert(room.length > 0);
            break;
          case "came": {
            room ??= received.room();
            const count = Math.min(each.count, room.length);
            for (let at = 0; at < count; at++) {
              room[at] = next & 0xff;
              expected.push(next++ & 0xff);
            }
            room = undefined;
            received.came(count);
            break;
          }
          case "use":
          case "giveAway": {
            const count = Math.floor(each.share * expected.length);
            const view = received.bytes.subarray(0, count);
            if (each.kind === "giveAway") given.push({ view, copy: view.slice() });
            received[each.kind](count);
            expected = expected.slice(count);
            break;
          }
          case "expect":
            received.expect(each);
        }
        assertEquals(received.length, expected.length);
        assertEquals(received.bytes, Uint8Array.from(expected));
      }
      for (const { view, copy } of given) assertEquals(view, copy); // nobody wrote into it
    }),
    { numRuns: 500 },
  );
});

Deno.test("ReceivedBytes puts the data of what is expected where numbers can be read in place", () => {
  const received = new ReceivedBytes();
  const message = Uint8Array.from({ length: 100_010 }, (_, at) => at % 251);
  for (let at = 0; at < message.length;) {
    const room = received.room();
    const part = message.subarray(at, at + Math.min(room.length, 1_460));
    room.set(part);
    received.came(part.length);
    at += part.length;
    received.expect({ sizeBytes: message.length, dataAt: 9 });
  }
  const { bytes } = received;
  assertEquals(bytes, message);
  assertEquals((bytes.byteOffset + 9) % 8, 0);
  const { buffer } = bytes;
  received.giveAway(message.length);
  assert(received.room().buffer !== buffer, "the memory is another's now");
});
