import type { Channel } from "../../../lib/contract/channel.ts";
import type { Reading } from "../../../lib/contract/reading.ts";
import type { Notice } from "../../../lib/policy/notice.ts";
import type { ResiliencePlan } from "../../../lib/policy/resilience_plan.ts";
import { type Resilient, resilient } from "../../../lib/policy/resilient.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { type Act, AT_ONCE, type Scripted, scripted } from "./scripted.ts";

/** What a test of a resilient channel needs. */
export interface ResilientRig {
  readonly clock: VirtualClock;
  readonly first: Scripted;
  readonly backup: Scripted;
  readonly volts: Channel<number> & Resilient;
  readonly notices: Notice[];
  /** Reads, and lets time pass. */
  read(ms?: number): Promise<Reading<number>>;
}

/** A resilient channel of a scripted source, on virtual time and without pauses. */
export function resilientRig(
  script: readonly Act[],
  plan: ResiliencePlan<number> = {},
  backupScript: readonly Act[] = [],
): ResilientRig {
  const clock = new VirtualClock(1_000_000);
  const first = scripted("volts", clock, ...script);
  const backup = scripted("dmm2", clock, ...backupScript);
  const notices: Notice[] = [];
  const volts = resilient(first.channel, {
    clock,
    random: AT_ONCE,
    onNotice: (notice) => void notices.push(notice),
    ...(backupScript.length > 0 ? { backup: backup.channel } : {}),
    ...plan,
  });
  async function read(ms = 20_000): Promise<Reading<number>> {
    const reading = volts.tryRead();
    await clock.advance(ms);
    return await reading;
  }
  return { clock, first, backup, volts, notices, read };
}
