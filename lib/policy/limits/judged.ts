import type { Channel } from "../../contract/channel.ts";
import type { BadReading, Reading } from "../../contract/reading.ts";
import { ReadoutError } from "../../base/readout_error.ts";

/** A reading with a value. */
export type Usable<T> = Exclude<Reading<T>, BadReading>;

/** Looks at what a channel gives. */
export interface Judge<T> {
  /** Says what is given in place of a reading; it may make it worse, not better. */
  reading(reading: Reading<T>): Reading<T>;
  /** A read rejected, and not because its caller stopped it. */
  failed?(): void;
}

/** A channel whose readings are looked at on their way. */
export function judged<T>(channel: Channel<T>, judge: Judge<T>): Channel<T> {
  async function usable(
    read: Promise<Usable<T>>,
    signal: AbortSignal | undefined,
  ): Promise<Usable<T>> {
    let reading: Reading<T>;
    try {
      reading = await read;
    } catch (thrown) {
      if (!signal?.aborted) judge.failed?.();
      throw thrown;
    }
    reading = judge.reading(reading);
    if (reading.status !== "bad") return reading;
    const { code, message } = reading.fault;
    throw new ReadoutError(code, message, { channel: channel.name });
  }
  return {
    name: channel.name,
    unit: channel.unit,
    read: (options) => usable(channel.read(options), options?.signal),
    tryRead: (options) => channel.tryRead(options).then((reading) => judge.reading(reading)),
  };
}
