import type { CommandName } from "./command_name.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage_error.ts";

const DEFAULT_EVERY_MS = 500;

/**
 * How often channels are read, in ms: `--every`, or twice a second.
 *
 * @throws {UsageError} If that is more often than the clock can keep.
 */
export function periodOf(
  given: number | undefined,
  io: Io,
  command: CommandName,
): number {
  const everyMs = given ?? DEFAULT_EVERY_MS;
  const { finestPeriodMs = 0 } = io.clock;
  if (everyMs >= finestPeriodMs) return everyMs;
  throw new UsageError(command, [`--every must be ${finestPeriodMs}ms or more, got ${everyMs}ms`]);
}
