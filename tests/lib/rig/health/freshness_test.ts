import type { Reading } from "../../../../lib/contract/reading.ts";
import { Freshness } from "../../../../lib/rig/health/freshness.ts";
import { VirtualClock } from "../../../../lib/testing/mod.ts";
import { assertEquals } from "../../../deps/assert.ts";

function measured(monoMs: number, ageMs?: number): Reading<unknown> {
  const times = { wallMs: 0, monoMs, tookMs: 0, ...(ageMs === undefined ? {} : { ageMs }) };
  return { channel: "a", seq: 0, unit: "", ...times, status: "good", reason: "ok", value: 1 };
}

Deno.test("Freshness tells of each channel once, in time, and again after it has been fresh", async () => {
  const clock = new VirtualClock();
  const stale: string[] = [];
  const fresh = new Freshness(clock, [
    { name: "a", staleAfterMs: 1_000 },
    { name: "b", staleAfterMs: 3_000 },
    { name: "never", staleAfterMs: Infinity },
  ], (name) => void stale.push(`${name} ${clock.nowMs()}`));
  await clock.advance(900);
  fresh.see(measured(900));
  await clock.advance(5_000);
  assertEquals(stale, ["a 1901", "b 3001"]);
  fresh.see(measured(1_000)); // a late replay of an old value
  assertEquals(fresh.isStale("a"), true);
  fresh.see(measured(5_900, 4_000)); // a held value, really measured long ago
  assertEquals(fresh.isStale("a"), true);
  fresh.see(measured(5_900));
  assertEquals(fresh.isStale("a"), false);
  await clock.advance(5_000);
  assertEquals(stale.slice(2), ["a 6901"]);
  fresh.stop();
  assertEquals(clock.pendingTimers, 0);
});
