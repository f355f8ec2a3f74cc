import type { PlannedRead, WantedRead } from "../../../../lib/protocol/modbus/plan_reads.ts";
import { encodeRequest } from "../../../../lib/protocol/modbus/encode_request.ts";
import { planReads, TABLES } from "../../../../lib/protocol/modbus/plan_reads.ts";
import { assert, assertEquals, assertLessOrEqual, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";

const holding = (address: number, count: number): WantedRead => {
  return { unit: 1, table: "holding-registers", address, count };
};
const spans = (plan: readonly PlannedRead[]): [number, number][] => {
  return plan.map(({ request }) => [request.address, request.count]);
};

const wantedReads = fc.record({
  maxCount: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
  maxGap: fc.option(fc.nat(40), { nil: undefined }),
}).chain(({ maxCount, maxGap }) => {
  const item = fc.record({
    unit: fc.constantFrom(1, 2),
    table: fc.constantFrom(
      "coils" as const,
      "holding-registers" as const,
      "input-registers" as const,
    ),
    address: fc.oneof(fc.nat(300), fc.integer({ min: 65_200, max: 65_400 })),
    count: fc.integer({ min: 1, max: Math.min(maxCount ?? 125, 125) }),
  });
  return fc.record({
    wanted: fc.array(item, { maxLength: 40 }),
    options: fc.constant({ maxCount, maxGap }),
  });
});

Deno.test("planReads answers each wanted item exactly once, from its own unit, table, addresses", () => {
  fc.assert(fc.property(wantedReads, ({ wanted, options }) => {
    const answered = wanted.map(() => 0);
    for (const { unit, request, answers } of planReads(wanted, options)) {
      // A device's memory in which each address holds itself.
      const values = Array.from({ length: request.count }, (_, at) => request.address + at);
      for (const { wanted: index, offset, count } of answers) {
        const item = wanted[index]!;
        answered[index]!++;
        assertEquals([unit, request.kind], [item.unit, TABLES[item.table]]);
        const expected = Array.from({ length: item.count }, (_, at) => item.address + at);
        assertEquals(values.slice(offset, offset + count), expected);
      }
    }
    assertEquals(answered, wanted.map(() => 1));
  }));
});

Deno.test("planReads makes no request over the limits, reads no longer gap, none for nobody", () => {
  fc.assert(fc.property(wantedReads, ({ wanted, options }) => {
    for (const { request, answers } of planReads(wanted, options)) {
      encodeRequest(request); // throws if the standard does not allow it
      assertLessOrEqual(request.count, options.maxCount ?? 2_000);
      let end = request.address;
      for (const { offset, count } of answers.toSorted((a, b) => a.offset - b.offset)) {
        const start = request.address + offset;
        assertLessOrEqual(start - end, end === request.address ? 0 : options.maxGap ?? 0);
        end = Math.max(end, start + count);
      }
      assertEquals(end, request.address + request.count);
    }
  }));
});

Deno.test("planReads never makes more requests than there are items", () => {
  fc.assert(fc.property(wantedReads, ({ wanted, options }) => {
    const plan = planReads(wanted, options);
    assertLessOrEqual(plan.length, wanted.length);
    assert(plan.every(({ answers }) => answers.length > 0));
  }));
});

Deno.test("planReads puts neighbours, overlaps and repeats into one request", () => {
  assertEquals(spans(planReads([holding(10, 2), holding(12, 4)])), [[10, 6]]);
  assertEquals(spans(planReads([holding(10, 8), holding(12, 2), holding(12, 2)])), [[10, 8]]);
  assertEquals(spans(planReads([])), []);
});

Deno.test("planReads reads over a gap up to maxGap, and no further", () => {
  const wanted = [holding(0, 2), holding(10, 2)];
  assertEquals(spans(planReads(wanted)), [[0, 2], [10, 2]]);
  assertEquals(spans(planReads(wanted, { maxGap: 7 })), [[0, 2], [10, 2]]);
  assertEquals(spans(planReads(wanted, { maxGap: 8 })), [[0, 12]]);
});

Deno.test("planReads fills requests to the limit: 125 registers, 2000 bits, or maxCount", () => {
  const many = Array.from({ length: 250 }, (_, at) => holding(at, 1));
  assertEquals(spans(planReads(many)), [[0, 125], [125, 125]]);
  assertEquals(spans(planReads(many, { maxCount: 100 })), [[0, 100], [100, 100], [200, 50]]);
  const bits = [0, 1_000, 2_000].map((address) => {
    return { unit: 1, table: "coils", address, count: 1_000 } as const;
  });
  assertEquals(spans(planReads(bits)), [[0, 2_000], [2_000, 1_000]]);
});

Deno.test("planReads keeps units and tables apart, in the order of first wanting", () => {
  const plan = planReads([
    { unit: 2, table: "input-registers", address: 1, count: 1 },
    { unit: 1, table: "input-registers", address: 0, count: 1 },
    { unit: 2, table: "input-registers", address: 0, count: 1 },
    { unit: 1, table: "holding-registers", address: 1, count: 1 },
  ]);
  assertEquals(plan.map(({ unit, request }) => [unit, request.kind, request.count]), [
    [2, "read-input-registers", 2],
    [1, "read-input-registers", 1],
    [1, "read-holding-registers", 1],
  ]);
});

Deno.test("planReads says which item cannot be read, and what is allowed", () => {
  const fails = (item: WantedRead, message: string) => {
    assertThrows(() => planReads([holding(0, 1), item]), RangeError, `of item 1, ${message}`);
  };
  fails(holding(0, 126), "count must be an integer from 1 to 125 for one request");
  fails(holding(0, 0), "count");
  fails(holding(65_535, 2), "address must be an integer from 0 to 65534, got 65535");
  fails({ ...holding(0, 1), unit: 256 }, "unit must be an integer from 0 to 255");
  assertThrows(() => planReads([], { maxGap: -1 }), RangeError, "maxGap");
  assertThrows(() => planReads([], { maxCount: 0 }), RangeError, "maxCount");
});
