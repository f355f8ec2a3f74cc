import type { PairCheck, TransportPair } from "./conformance/check.ts";
import { GONE, HALF_CLOSE, NO_HALF_CLOSE } from "./conformance/ending.ts";
import { EVERY_TRANSPORT } from "./conformance/every_transport.ts";
import { DATAGRAMS, STREAM } from "./conformance/flow.ts";
import { SINK } from "./conformance/sink.ts";

export type { TransportPair } from "./conformance/check.ts";

/** One thing that a transport must do. */
export interface ConformanceCheck {
  /** What it must do. */
  readonly name: string;
  /** Does it; rejects with what is wrong. Bound it by your test's timeout. */
  readonly run: () => Promise<void>;
}

/** What a kind of transport can promise. Whatever it cannot is checked for what it does instead. */
export interface TransportTraits {
  /**
   * Bytes flow in one stream, and a writer is held back. `false`: messages, each of which comes
   * whole or not at all. Default: true.
   */
  readonly stream?: boolean | undefined;
  /**
   * An end can finish sending and go on receiving. `false`: there is no such thing, and
   * `closeWrite()` rejects with a `TypeError`. Default: true.
   */
  readonly halfClose?: boolean | undefined;
  /**
   * What tells that the other end is gone: an `eof`, a rejection with `link.closed` (a device is
   * unplugged), or nothing at all. Default: `"eof"`.
   */
  readonly gone?: "eof" | "link.closed" | "nothing" | undefined;
}

/**
 * What every transport must do, as data: run it in any test runner, on your own transport too.
 *
 * @param open Makes a connected pair for one check.
 * @param traits What this kind of transport can promise.
 *
 * @example In memory; in a test runner each check is a test of its own
 * ```ts
 * import { loopback } from "../transport/loopback/loopback.ts";
 *
 * for (const { run } of transportConformance(() => Promise.resolve(loopback()))) await run();
 * ```
 */
export function transportConformance(
  open: () => Promise<TransportPair>,
  traits: TransportTraits = {},
): ConformanceCheck[] {
  const { stream = true, halfClose = true, gone = "eof" } = traits;
  const checks: readonly PairCheck[] = [
    ...(stream ? STREAM : DATAGRAMS),
    ...EVERY_TRANSPORT,
    ...(halfClose ? HALF_CLOSE : NO_HALF_CLOSE),
    ...GONE[gone],
    ...SINK,
  ];
  return checks.map(({ name, body }) => ({
    name,
    async run(): Promise<void> {
      await using pair = await open();
      await body(pair);
    },
  }));
}
