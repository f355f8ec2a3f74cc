import type { Channel, ReadOptions } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import { channel } from "../channel/channel.ts";
import type { Step } from "./resilience_plan.ts";

/** Does something to a device between two attempts, with the bounds and faults of a read. */
export async function takeStep<T>(
  what: string,
  step: Step<T>,
  source: Channel<T>,
  clock: Clock,
  options: ReadOptions,
): Promise<void> {
  const bounded = channel(what, "", async (call) => {
    await step(call, source);
    return true;
  }, { clock });
  await bounded.read(options);
}
