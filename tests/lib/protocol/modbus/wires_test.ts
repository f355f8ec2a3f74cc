import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { assert, assertEquals, assertLess } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { ask, cutAt, decodeAll, glue, valuesOf } from "../cuts.ts";
import { below, harm, HARMS } from "../noise.ts";
import { exchanges } from "./exchanges.ts";
import { WIRES } from "./wires.ts";

const places = fc.array(fc.nat({ max: 2_000 }), { maxLength: 6 });

for (const wire of WIRES) {
  Deno.test(`${wire.name} decodes what a device can send to what it meant`, () => {
    fc.assert(fc.property(exchanges, ({ request, reply }) => {
      const asked = wire.asked(request);
      const heard = ask(wire.device, asked);
      assert(heard.kind === "value", JSON.stringify(heard));
      assertEquals(heard.value.request, request);
      assertEquals([heard.value.unit, heard.usedBytes], [17, asked.length]);

      const answered = wire.answered(reply, heard.value.request);
      const answer = ask(wire.client(request), answered);
      assert(answer.kind === "value", JSON.stringify(answer));
      assertEquals<unknown>(wire.replyOf(answer.value), reply);
      assertEquals(answer.usedBytes, answered.length);
    }));
  });

  Deno.test(`${wire.name} keeps nothing of the bytes, which may be used again`, () => {
    fc.assert(fc.property(exchanges, ({ request, reply }) => {
      const [asked, answered] = [wire.asked(request), wire.answered(reply, request)];
      const [heard, answer] = [wire.device(asked), wire.client(request)(answered)];
      asked.fill(0xaa);
      answered.fill(0xaa);
      assertEquals(heard.kind === "value" && heard.value.request, request);
      assertEquals<unknown>(answer.kind === "value" && wire.replyOf(answer.value), reply);
    }));
  });

  Deno.test(`${wire.name} decodes the same however the bytes are cut`, () => {
    const parts = fc.array(fc.tuple(exchanges, fc.constantFrom("none", ...HARMS), fc.nat()), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(fc.property(parts, places, (parts, places) => {
      const harmed = (frame: Uint8Array, at: number) => {
        const [, kind, seed] = parts[at]!;
        return kind === "none" ? frame : harm(frame, kind, seededRandom(seed));
      };
      const replies = glue(parts.map(([{ request, reply }], at) => {
        return harmed(wire.answered(reply, request), at);
      }));
      const client = wire.client(parts[0]![0].request);
      assertEquals(decodeAll(client, cutAt(replies, places)), decodeAll(client, [replies]));

      const requests = glue(parts.map(([{ request }], at) => harmed(wire.asked(request), at)));
      const { device } = wire;
      assertEquals(decodeAll(device, cutAt(requests, places)), decodeAll(device, [requests]));
    }));
  });

  Deno.test(`${wire.name} never throws on random bytes, and bounds what it keeps`, () => {
    const random = seededRandom(9);
    const bytes = Uint8Array.from({ length: 20_000 }, () => below(random, 256));
    const request = { kind: "read-holding-registers", address: 0, count: 10 } as const;
    for (const decoder of [wire.client(request), wire.device] as const) {
      const { answers, left } = decodeAll<unknown>(decoder, cutAt(bytes, [5_000, 7_777, 12_345]));
      assertEquals(valuesOf(answers).length, 0);
      assertLess(left.length, 514);
    }
  });
}
