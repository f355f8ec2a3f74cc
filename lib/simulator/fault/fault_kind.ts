/**
 * What can befall a reply, which is whatever a device says in one piece, unasked too. `ms` is the
 * fault's own time, see {@linkcode FAULT_MS}.
 *
 * - `late`: it comes `ms` later
 * - `silent`: it does not come
 * - `truncated`: only its beginning comes
 * - `split`: it comes in pieces, `ms` apart
 * - `glued`: it is held back, and comes in one piece with the next one
 * - `garbled`: the highest bit of one of its bytes is flipped
 * - `duplicated`: it comes twice
 * - `dropped`: one of its bytes is missing
 * - `misaddressed`: it comes as if from another device on the line
 * - `stuck`: the reply before it comes again in its place; if there was none, itself
 * - `endless`: digits without end come in its place, until the client hangs up
 * - `huge`: a block comes in its place that claims 999,999,999 bytes and has a thousand
 * - `echo`: what the client sent comes back before it
 * - `reset`: half of it comes, then the connection is closed
 * - `away`: the connection is closed, and for `ms` no other one is taken
 */
export type ReplyFaultKind =
  | "late"
  | "silent"
  | "truncated"
  | "split"
  | "glued"
  | "garbled"
  | "duplicated"
  | "dropped"
  | "misaddressed"
  | "stuck"
  | "endless"
  | "huge"
  | "echo"
  | "reset"
  | "away";

/**
 * What can befall a connection.
 *
 * - `refused`: it is closed as soon as it is made
 * - `slow`: it is served `ms` later
 */
export type ConnectionFaultKind = "refused" | "slow";

/** What can go wrong on purpose. */
export type FaultKind = ReplyFaultKind | ConnectionFaultKind;

/** A fault that takes time. */
export type TimedFaultKind = "late" | "split" | "away" | "slow";

/** How long each fault takes that takes time, in ms, if nothing else is said. */
export const FAULT_MS: Readonly<Record<TimedFaultKind, number>> = Object.freeze({
  late: 300,
  split: 20,
  away: 2_000,
  slow: 1_000,
});

/** The faults of connections. */
const OF_CONNECTION: readonly FaultKind[] = ["refused", "slow"];

/** The name of every fault. */
export const FAULT_NAMES: readonly FaultKind[] = Object.freeze([
  ...["late", "silent", "truncated", "split", "glued", "garbled", "duplicated", "dropped"] as const,
  ...["misaddressed", "stuck", "endless", "huge", "echo", "reset", "away"] as const,
  ...["refused", "slow"] as const,
]);

/** Whether a text is the name of a fault. */
export function isFaultKind(text: string): text is FaultKind {
  return (FAULT_NAMES as readonly string[]).includes(text);
}

/** Whether a fault takes time. */
export function isTimed(kind: FaultKind): kind is TimedFaultKind {
  return Object.hasOwn(FAULT_MS, kind);
}

/** Whether a fault befalls a connection, and not a reply. */
export function isOfConnection(kind: FaultKind): kind is ConnectionFaultKind {
  return OF_CONNECTION.includes(kind);
}
