import type { Channel, ReadingOf } from "../contract/channel.ts";
import { poll, type PollOptions } from "../acquisition/poll.ts";
import { Observable, share } from "../deps/rxjs.ts";

/** How {@linkcode observe} reads: as {@linkcode poll} does. */
export type ObserveOptions = PollOptions;

/**
 * Makes an RxJS `Observable` of channels' readings. It is hot and shared: all subscribers see the
 * same readings, and channels are polled as long as there is a subscriber, no longer.
 *
 * It completes after `count` readings of each channel, or when `signal` aborts. Subscribers are
 * called one after another, so a slow one makes the poll miss points of its grid, and nothing is
 * gathered.
 *
 * This is a door of its own, because loading RxJS takes longer than all the rest.
 *
 * (Hughes, chapter 11: reactive programming; interval, map, publish, sliding buffer.)
 *
 * @typeParam C The type of the channels.
 * @param channels What to read: one channel or several with different names.
 * @param options Period, timeout, count, signal and clock.
 * @throws {RangeError} If the period or the count makes no sense.
 *
 * @example RxJS operators apply as they are
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { bufferCount, lastValueFrom, map, toArray } from "npm:rxjs@7.8.2";
 * import { signal } from "@readout/readout";
 *
 * const counter = observe(signal.counter(), { periodMs: 10, count: 4 });
 * const windows = counter.pipe(map(({ value }) => value), bufferCount(3, 1), toArray());
 * deepStrictEqual((await lastValueFrom(windows)).slice(0, 2), [[0, 1, 2], [1, 2, 3]]);
 * ```
 */
export function observe<C extends Channel<unknown>>(
  channels: C | readonly C[],
  options: ObserveOptions,
): Observable<ReadingOf<C>> {
  poll(channels, options); // refuses what makes no sense now, not at the first subscription
  return new Observable<ReadingOf<C>>((subscriber) => {
    const readings = poll(channels, options);
    (async () => {
      for await (const reading of readings) subscriber.next(reading);
      subscriber.complete();
    })().catch((error) => subscriber.error(error));
    return () => void readings.return?.();
  }).pipe(share());
}
