import type { AbortOptions } from "../contract/abort_options.ts";
import { delay } from "../base/delay.ts";
import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import { systemClock } from "../base/system_clock.ts";
import { line } from "../protocol/scpi/line.ts";
import { eventStatus } from "../protocol/scpi/status.ts";
import type { ScpiSession } from "./scpi_session.ts";

/** How the end of what an instrument does is waited for. */
export interface CompleteOptions extends AbortOptions {
  /** How long, in ms; then it is `timeout.total`. Default: 10000. */
  readonly timeoutMs?: number | undefined;
  /** How long until it is asked again, in ms. Default: 20. */
  readonly pollMs?: number | undefined;
}

/**
 * Waits until an instrument has done all that it was told, by `*OPC` and asking for the event status
 * again and again. A blocking `*OPC?` would hold the link for as long as it takes, and its late
 * answer would be in the way of the next question.
 *
 * An instrument that is deaf while it works answers the first question late, and gets all of the
 * time for it.
 */
export async function complete(session: ScpiSession, options: CompleteOptions): Promise<void> {
  const { timeoutMs = 10_000, pollMs = 20, signal } = options;
  if (!(timeoutMs > 0 && timeoutMs < Infinity && pollMs > 0 && pollMs < Infinity)) {
    throw new RangeError(
      `Cannot wait for ${timeoutMs} ms, asking every ${pollMs} ms: both should be finite and > 0`,
    );
  }
  const { link, clock = systemClock } = session;
  const endMs = clock.nowMs() + timeoutMs;
  const events = session.codec(line(eventStatus));

  async function isComplete(): Promise<boolean> {
    const leftMs = endMs - clock.nowMs();
    if (leftMs <= 0) throw notYet(link.address, timeoutMs);
    try {
      const flags = await link.ask(events, "*ESR?", { signal, replyTimeoutMs: leftMs });
      return flags.operationComplete;
    } catch (error) {
      if (isReadoutError(error) && error.code === "timeout.reply") {
        throw notYet(link.address, timeoutMs, error);
      }
      throw error;
    }
  }

  await isComplete(); // clears what an earlier *OPC has left
  await link.send(session.encode("*OPC"), { signal });
  while (!await isComplete()) {
    await delay(Math.min(pollMs, Math.max(0, endMs - clock.nowMs())), { clock, signal });
  }
}

function notYet(address: string, timeoutMs: number, cause?: unknown): ReadoutError {
  return new ReadoutError(
    "timeout.total",
    `Cannot wait any longer for ${address}: it has not done all that it was told in ` +
      `${timeoutMs} ms; allow it more by timeoutMs`,
    { address, sent: "*OPC", ...(cause === undefined ? {} : { cause }) },
  );
}
