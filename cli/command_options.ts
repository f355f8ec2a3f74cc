import { DURATION, FORMAT } from "./kind.ts";
import { one } from "./option.ts";

/** How readings are printed, for each command that prints some. */
export const format = one("format", FORMAT);

/** What the help says of it. */
export const FORMAT_HELP = `\
  --format FORMAT    table, csv or jsonl (one JSON object a line); default: table`;

/** How long a read may take. */
export const timeoutMs = one("timeout", DURATION);

/** What the help says of it. */
export const TIMEOUT_HELP = `\
  --timeout TIME     the longest that one read may take; default: 2s`;

/** How often a channel is read. */
export const everyMs = one("every", DURATION);

/** What the help says of it. */
export const EVERY_HELP = `\
  --every TIME       how often each channel is read, 10ms or more; default: 500ms`;

/** What the help says of times. */
export const TIMES_HELP = `\
A TIME is a number with a unit: 250ms, 10s, 5min, 1h.`;
