import { assert, assertEquals, assertLessOrEqual } from "../../deps/assert.ts";
import type { Random } from "../../../lib/contract/random.ts";
import { delay } from "../../../lib/base/delay.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { channel } from "../../../lib/channel/channel.ts";
import type { ResiliencePlan } from "../../../lib/policy/resilience_plan.ts";
import { resilient } from "../../../lib/policy/resilient.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

const SEEDS = Number(Deno.env.get("READOUT_SEEDS") ?? 50);
const CODES = [
  ...["timeout.lock", "link.closed", "frame.bad", "device.refused", "value.invalid"] as const,
  ...["permission.missing", "reader.threw"] as const,
];

/** A plan of anything that may be planned. */
function anyPlan(random: Random): ResiliencePlan<number> {
  const upTo = (most: number) => Math.floor(random.next() * most);
  const maybe = <P>(part: P): P | undefined => random.next() < 0.5 ? part : undefined;
  return {
    ...{ totalMs: 100 + upTo(1_000), attemptMs: 80 + upTo(300) },
    retry: { max: upTo(3), firstPauseMs: upTo(50) },
    breaker: maybe({ openAfter: 1 + upTo(4), probeMs: [1 + upTo(100), 500] }),
    failBack: { good: 1 + upTo(4), afterMs: upTo(3_000) },
    hold: maybe({ by: random.next() < 0.5 ? "trend" : "hold", maxAgeMs: 1 + upTo(2_000) }),
  };
}

Deno.test("whatever fails, is stopped, or is late: each read ends in time, counts once and leaves nothing", async () => {
  for (let seed = 0; seed < SEEDS; seed++) {
    const [clock, random] = [new VirtualClock(), seededRandom(seed)];
    const upTo = (most: number) => Math.floor(random.next() * most);
    let faults = random.next();
    const source = (name: string) => {
      let isBusy = false;
      return channel(name, "V", async ({ signal }) => {
        assert(!isBusy, `seed ${seed}: two attempts at once`);
        isBusy = true;
        try {
          await delay(random.next() < faults / 10 ? 1e9 : upTo(80), { clock, signal });
          if (random.next() >= faults) return 4;
          throw new ReadoutError(CODES[upTo(CODES.length)]!, `Cannot read ${name}`);
        } finally {
          isBusy = false;
        }
      }, { clock });
    };
    const plan = anyPlan(random);
    const volts = resilient<number>(source("volts"), {
      ...{ ...plan, clock, random },
      ...(random.next() < 0.5 ? { backup: source("spare") } : {}),
      adjust: [{ name: "x", max: upTo(2), apply: () => () => delay(upTo(50), { clock }) }],
    });
    let ended = 0;
    const reads = 60;
    for (let count = 0; count < reads; count++) {
      const stop = new AbortController();
      const timeoutMs = 1 + upTo(plan.totalMs!);
      const startMs = clock.nowMs();
      volts.tryRead({ signal: stop.signal, timeoutMs }).then(({ status, fault }) => {
        ended++;
        assert(status === "good" || fault !== undefined, `seed ${seed}`);
        assertLessOrEqual(clock.nowMs() - startMs, timeoutMs, `seed ${seed}`);
      });
      await clock.advance(upTo(random.next() < 0.5 ? 50 : 1_500));
      if (random.next() < 0.2) stop.abort();
    }
    await clock.advance(10_000);
    const { first, retried, adjusted, held, failed, stopped } = volts.stats();
    const counted = first + retried + adjusted + held + failed + stopped;
    assertEquals([ended, counted, clock.pendingTimers], [reads, reads, 0], `seed ${seed}`);

    faults = 0;
    for (let count = 0; count < 20; count++) {
      void volts.tryRead();
      await clock.advance(5_000);
    }
    const { source: inUse, breaker } = volts.stats();
    assertEquals([inUse, breaker], ["volts", "closed"], `seed ${seed}`); // all is as it was
  }
});
