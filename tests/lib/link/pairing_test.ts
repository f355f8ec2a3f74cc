import { assert, assertEquals } from "../../deps/assert.ts";
import type { Codec } from "../../../lib/contract/codec.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { Link } from "../../../lib/link/link.ts";
import { probe, type Resync } from "../../../lib/link/resync.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { lines, numbered } from "./line_codec.ts";
import { SlowDevice } from "./slow_device.ts";

const QUERIES = 10_000;

/** Asks 10,000 questions of a device of which every tenth answer comes too late. */
async function mispaired(resync: Resync, codec: Codec<string, string>, seed: number) {
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  const device = new SlowDevice(
    clock,
    () => random.next() < 0.1 ? 100 + 60 * random.next() : 10 * random.next(),
  );
  await using link = new Link({
    address: "device",
    open: device.open,
    resync,
    replyTimeoutMs: 100,
    clock,
    random,
  });
  let wrong = 0;
  let right = 0;
  const faults = new Map<string, number>();
  let done = false;
  const asking = (async () => {
    for (let query = 0; query < QUERIES; query++) {
      try {
        if (await link.ask(codec, `Q${query}`) === `R${query}`) right++;
        else wrong++;
      } catch (error) {
        assert(isReadoutError(error));
        faults.set(error.code, (faults.get(error.code) ?? 0) + 1);
      }
    }
    done = true;
  })();
  while (!done) await clock.advance(100_000);
  await asking;
  return { wrong, right, faults, stats: link.stats() };
}

for (
  const [name, resync, codec] of [
    ["id", { kind: "id" }, numbered],
    ["reopen", { kind: "reopen" }, lines],
    ["probe", probe(lines, "ID", (reply) => reply === "ME"), lines],
    ["drain, longer than the longest delay", { kind: "drain", quietMs: 161 }, lines],
  ] as const
) {
  Deno.test(`Link (${name}) gives no question another's reply, in 10,000 with a tenth too late`, async () => {
    const { wrong, right, faults } = await mispaired(resync, codec, 7);
    assertEquals(wrong, 0);
    assert(right > 0.8 * QUERIES, `${right} right`);
    assert((faults.get("timeout.reply") ?? 0) > 0.05 * QUERIES);
    assertEquals([...faults.keys()].filter((code) => code !== "timeout.reply"), []);
  });
}

Deno.test("Link (drain, too short) does mispair: what the test above looks for can be seen", async () => {
  const { wrong } = await mispaired({ kind: "drain", quietMs: 1 }, lines, 7);
  assert(wrong > 0);
});
