import { assert, assertEquals } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { writable } from "../../../lib/channel/writable.ts";
import type { ResiliencePlan } from "../../../lib/policy/resilience_plan.ts";
import { resilient } from "../../../lib/policy/resilient.ts";
import { AT_ONCE } from "./scripted.ts";

/** A supply that acts, and then may fail to say so. */
function supply(plan: ResiliencePlan<number>, fails: () => boolean) {
  const written: number[] = [];
  const device = writable<number>("supply", "V", {
    read: () => {
      if (fails()) throw new ReadoutError("link.closed", "Cannot read supply: closed");
      return written.at(-1) ?? 0;
    },
    write: (volts) => {
      written.push(volts);
      if (fails()) throw new ReadoutError("timeout.reply", "Cannot write supply: no reply");
    },
  });
  return { written, supply: resilient(device, { random: AT_ONCE, ...plan }) };
}

Deno.test("a write is never repeated, whatever the faults", async () => {
  const random = seededRandom(3);
  const { written, supply: out } = supply({ retry: { max: 5 } }, () => random.next() < 0.5);
  for (let volts = 0; volts < 1_000; volts++) await out.tryWrite(volts);
  assertEquals(written, Array.from({ length: 1_000 }, (_, volts) => volts));
});

Deno.test("a write that is not repeated says why", async () => {
  const { supply: out } = supply({}, () => true);
  const writing = await out.tryWrite(5);
  assert(writing.status === "bad");
  assertEquals(
    writing.fault.message,
    "Cannot write supply: no reply; not tried again: the write may have happened",
  );
});

Deno.test("a write that is declared idempotent is repeated as a read is", async () => {
  let failures = 2;
  const { written, supply: out } = supply({ idempotentWrites: true }, () => failures-- > 0);
  assertEquals((await out.write(5)).status, "good");
  assertEquals(written, [5, 5, 5]);
});

Deno.test("a write goes to the device though the breaker is open, and never to the backup", async () => {
  const backup = writable<number>("spare", "V", {
    read: () => 1,
    write: () => {
      throw new Error("the backup was written");
    },
  });
  const { written, supply: out } = supply({ breaker: { openAfter: 1 } }, () => true);
  assertEquals((await out.tryRead()).fault?.code, "link.closed");
  assertEquals((await out.tryRead()).fault?.code, "breaker.open");
  await out.tryWrite(0);
  assertEquals(written, [0]);

  const spared = supply({ backup, idempotentWrites: true }, () => true);
  assertEquals((await spared.supply.tryWrite(1)).status, "bad");
  assertEquals(spared.written.length, 3);
});

Deno.test("a critical channel that cannot be written is fatal, once until it can", async () => {
  let failing = true;
  const fatal: string[] = [];
  const plan = { critical: true, onFatal: ({ code }: ReadoutError) => void fatal.push(code) };
  const { supply: out } = supply(plan, () => failing);
  await out.tryWrite(1);
  await out.tryWrite(2);
  failing = false;
  await out.tryWrite(3);
  failing = true;
  await out.tryWrite(4);
  assertEquals(fatal, ["timeout.reply", "timeout.reply"]);
});

Deno.test("a critical write that its caller stops is not fatal", async () => {
  const fatal: string[] = [];
  const plan = { critical: true, onFatal: ({ code }: ReadoutError) => void fatal.push(code) };
  const slow = writable<number>("supply", "V", {
    read: () => 0,
    write: () => new Promise(() => {}),
  });
  const stop = new AbortController();
  const writing = resilient(slow, plan).tryWrite(1, { signal: stop.signal });
  stop.abort();
  assertEquals([(await writing).status, fatal], ["bad", []]);
});

Deno.test("a write actuates at most once for any faults, unless it is idempotent", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 8 }),
      fc.boolean(),
      async (faults, twice) => {
        const { written, supply: out } = supply(
          { idempotentWrites: twice },
          () => faults.shift() ?? false,
        );
        await out.tryWrite(7);
        return twice ? written.length <= 3 : written.length === 1;
      },
    ),
  );
});
