import { type Channel, channel, delay, host } from "../../mod.ts";

// The book's virtual interface: this computer's CPU, memory and battery, each of which takes its
// time to answer.

/** Makes a channel answer only after `tookMs`. It stops waiting when its reader's signal aborts. */
export function slowly<T extends NonNullable<unknown>>(
  source: Channel<T>,
  tookMs: number,
  tag: string = source.name,
): Channel<T> {
  return channel(tag, source.unit, async ({ signal }) => {
    await delay(tookMs, { signal });
    return (await source.read({ signal })).value;
  }, { timeoutMs: 10_000 });
}

/** CPU, memory and battery, which take `tookMs` each. */
export function slowSensors(tookMs: number): Channel<number>[] {
  return [
    slowly(host.cpu(), tookMs, "CPU_PERCENT"),
    slowly(host.memory(), tookMs, "MEM_PERCENT"),
    slowly(host.battery(), tookMs, "BAT_PERCENT"),
  ];
}
