import type { Clock } from "../contract/clock.ts";
import type { LineOptions } from "../protocol/scpi/line_options.ts";

/**
 * When an instrument is asked whether it refused something, by `SYSTem:ERRor?`.
 *
 * - `never`: it has no error queue
 * - `after-set`: after each command and each setting
 * - `after-all`: after each question too; a question that is not answered is then explained
 * - `batch`: only at the end of {@linkcode ScpiInstrument.batch}
 */
export type ErrorChecks = "never" | "after-set" | "after-all" | "batch";

/** What every {@linkcode ScpiInstrument} is made of. */
export interface ScpiOptions extends LineOptions {
  /**
   * When it is asked whether it refused something. Default: `after-set`, because a set point that
   * was silently refused spoils an experiment, and a question that was refused is seen anyway.
   */
  readonly errors?: ErrorChecks | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** A channel of an instrument. */
export interface ScpiChannelOptions {
  /** Its name. */
  readonly name: string;
  /** The unit of its values. Default: `""`. */
  readonly unit?: string | undefined;
  /**
   * The budget of a read or write that names none, in ms. Default: 10000 and `replyTimeoutMs`, more
   * than the waits inside.
   */
  readonly timeoutMs?: number | undefined;
  /** For the first byte of a reply, in ms, for a slow measurement. Default: the link's. */
  readonly replyTimeoutMs?: number | undefined;
}

/** The budget of a channel's reads and writes, in ms. */
export function channelTimeoutMs({ timeoutMs, replyTimeoutMs = 0 }: ScpiChannelOptions): number {
  return timeoutMs ?? 10_000 + replyTimeoutMs;
}
