import type { Channel } from "../../../lib/contract/channel.ts";
import type { Clock } from "../../../lib/contract/clock.ts";
import type { FaultCode } from "../../../lib/contract/fault.ts";
import { delay } from "../../../lib/base/delay.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { channel } from "../../../lib/channel/channel.ts";

/** What a scripted source does at one attempt: a value, a fault, or nothing at all. */
export type Act = number | FaultCode | "hangs";

/** A source that does what it is told, and says how often it was asked. */
export interface Scripted {
  readonly channel: Channel<number>;
  /** When each attempt was made, in virtual ms. */
  readonly askedMs: readonly number[];
  /** What it does next; the last act is repeated. */
  script: Act[];
}

/** A source of volts that follows a script; each attempt takes 10 ms. */
export function scripted(name: string, clock: Clock, ...script: Act[]): Scripted {
  const askedMs: number[] = [];
  const source = { script, askedMs, channel: undefined as unknown as Channel<number> };
  source.channel = channel(name, "V", async ({ signal }) => {
    askedMs.push(clock.nowMs());
    const act = source.script.length > 1 ? source.script.shift()! : source.script[0]!;
    if (act === "hangs") await delay(1e9, { clock, signal });
    await delay(10, { clock, signal });
    if (typeof act === "number") return act;
    throw new ReadoutError(act as FaultCode, `Cannot read ${name}: ${act}`);
  }, { clock });
  return source;
}

/** No pauses, so that times are those of the attempts. */
export const AT_ONCE = { next: (): number => 0 };
