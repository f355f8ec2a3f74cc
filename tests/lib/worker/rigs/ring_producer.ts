import type { Overflow } from "../../../../lib/contract/overflow.ts";
import { type RingMemory, RingWriter } from "../../../../lib/worker/shared_ring.ts";

interface Order {
  readonly memory: RingMemory;
  readonly overflow: Overflow;
  readonly count: number;
}

// Fills a ring as fast as it can.
self.onmessage = ({ data: { memory, overflow, count } }: MessageEvent<Order>): void => {
  const writer = new RingWriter(memory, overflow);
  for (let value = 0; value < count; value++) {
    const start = writer.claim();
    if (start < 0) continue;
    writer.cells[start] = value;
    writer.cells[start + 1] = -value;
    writer.publish();
  }
  writer.end();
};
