import { assertEquals } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { Room } from "../../../lib/worker/room.ts";

Deno.test("Room tells of every batch once, and never keeps half of all places to itself", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(200), (batches, taken) => {
    let told = 0;
    const room = new Room(batches, (free) => void (told += free));
    for (let batch = 1; batch <= taken; batch++) {
      room.taken();
      assertEquals(batch - told < Math.max(1, batches / 2) && batch >= told, true);
    }
  }));
});
