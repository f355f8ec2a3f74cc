import type { Clock } from "../../contract/clock.ts";
import type { BadReading, Reading, UncertainReading } from "../../contract/reading.ts";

/**
 * The reading that says, where readings go, that a channel has had no measurement for too long: its last
 * value, how old that is, and when this was noticed.
 *
 * @param last Its last reading.
 */
export function staleReading(
  last: Exclude<Reading<unknown>, BadReading>,
  clock: Clock,
): UncertainReading<unknown> {
  const { channel, seq, unit, value, monoMs, tookMs, ageMs = 0 } = last;
  const nowMs = clock.nowMs();
  return {
    ...{ channel, seq: seq + 1, unit, value, status: "uncertain", reason: "stale" },
    ...{ wallMs: clock.wallMs(), monoMs: nowMs, tookMs: 0 },
    ageMs: nowMs - (monoMs + tookMs - ageMs),
  };
}
