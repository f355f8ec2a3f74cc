import type { Reading } from "../../lib/contract/reading.ts";
import { VirtualClock } from "../../lib/testing/mod.ts";
import { StaleWatch } from "../../web/stale_watch.ts";
import { assertEquals } from "../deps/assert.ts";
import { reading as goodReading } from "./live_fixture.ts";

const AFTER_MS = 3_000;

/** Watches `volts` in virtual time. */
function watching(): {
  readonly clock: VirtualClock;
  readonly watch: StaleWatch;
  readonly shown: Reading<unknown>[];
  see(more?: Partial<Reading<unknown>>): void;
} {
  const clock = new VirtualClock();
  const shown: Reading<unknown>[] = [];
  const watch = new StaleWatch([{ name: "volts" }], {
    ...{ clock, staleAfterMs: AFTER_MS },
    show: (reading) => shown.push(reading),
    failed(error) {
      throw error;
    },
  });
  let seq = 0;
  return {
    ...{ clock, watch, shown },
    see(more = {}): void {
      const now = { monoMs: clock.nowMs(), wallMs: clock.wallMs() };
      watch.see({ ...goodReading(seq++, 5), ...now, ...more } as Reading<unknown>);
    },
  };
}

function qualities(shown: readonly Reading<unknown>[]): string[] {
  return shown.map(({ seq, status, reason }) => `${seq} ${status} ${reason}`);
}

Deno.test("StaleWatch says once, and in time, that nothing has come", async () => {
  const { clock, watch, shown, see } = watching();
  using _ = watch;
  see();
  await clock.advance(AFTER_MS);
  assertEquals(qualities(shown), ["0 good ok"]);
  await clock.advance(2);
  assertEquals(qualities(shown), ["0 good ok", "1 uncertain stale"]);
  assertEquals([shown[1]!.value, shown[1]!.unit, shown[1]!.ageMs], [5, "V", AFTER_MS + 1]);
  await clock.advance(60_000);
  assertEquals(shown.length, 2);
  see();
  assertEquals(qualities(shown).at(-1), "2 good ok");
  await clock.advance(AFTER_MS + 1);
  assertEquals(qualities(shown).at(-1), "3 uncertain stale");
});

Deno.test("StaleWatch has nothing to show of a channel that never came", async () => {
  const { clock, watch, shown } = watching();
  using _ = watch;
  await clock.advance(60_000);
  assertEquals([shown, clock.pendingTimers], [[], 0]);
});

Deno.test("StaleWatch takes a constant value that keeps arriving for fresh", async () => {
  const { clock, watch, shown, see } = watching();
  using _ = watch;
  for (let second = 0; second < 100; second++) {
    see();
    await clock.advance(1_000);
  }
  assertEquals(new Set(shown.map(({ status }) => status)), new Set(["good"]));
});

Deno.test("StaleWatch shows a late replay of an old sample as stale, and it clears nothing", async () => {
  const { clock, watch, shown, see } = watching();
  using _ = watch;
  const monoMs = clock.nowMs();
  see();
  await clock.advance(10_000);
  see({ monoMs });
  assertEquals(qualities(shown), ["0 good ok", "1 uncertain stale", "2 uncertain stale"]);
  assertEquals(shown.at(-1)!.ageMs, 10_000);
  see({ ageMs: 8_000 });
  assertEquals(qualities(shown).at(-1), "3 uncertain stale");
  see();
  assertEquals(qualities(shown).at(-1), "4 good ok");
});

Deno.test("StaleWatch leaves what is bad, or held, as it is: that says more", async () => {
  for (
    const more of [{ status: "bad", reason: "comm-fail" }, {
      status: "uncertain",
      reason: "held",
    }] as const
  ) {
    const { clock, watch, shown, see } = watching();
    using _ = watch;
    see({ ...more, ageMs: 60_000 } as Partial<Reading<unknown>>);
    await clock.advance(60_000);
    assertEquals(qualities(shown), [`0 ${more.status} ${more.reason}`]);
  }
});
