import { assertEquals, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { Fifo } from "../../../lib/base/fifo.ts";

Deno.test("Fifo gives back what was put in, in order, whatever the sequence", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.boolean()), (capacity, ops) => {
    const fifo = new Fifo<number>(capacity);
    const model: number[] = [];
    for (const [at, push] of ops.entries()) {
      if (!push) assertEquals(fifo.shift(), model.shift());
      else if (model.length === capacity) assertThrows(() => fifo.push(at), RangeError, "full");
      else {
        fifo.push(at);
        model.push(at);
      }
      assertEquals(fifo.size, model.length);
    }
  }));
});
