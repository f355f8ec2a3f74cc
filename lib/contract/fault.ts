/**
 * What went wrong, for programs: branch on it, never on a message.
 *
 * - `aborted`: the caller's signal stopped it
 * - `timeout.lock`: an earlier exchange of the same channel did not end in time
 * - `timeout.total`: no answer within the whole budget
 * - `timeout.queue`: a queue did not take, or did not finish, in time
 * - `value.invalid`: an answer that is no value (NaN, an infinity, nothing)
 * - `reader.threw`: a reader threw something that is not a `ReadoutError`: a bug in the reader
 * - `permission.missing`: Deno refused; the message names the flag
 * - `source.absent`: this computer has no such sensor
 * - `source.unsupported`: this system offers no way to ask
 * - `source.failed`: the system was asked and failed to answer
 * - `address.in-use`: another program listens there
 * - `address.not-local`: an address that more than this computer can reach
 * - `acquisition.incomplete`: a job of N samples ended before it had them
 * - `queue.full`: a queue with the rule `fail` has no room
 * - `queue.closed`: something was pushed into a queue after its end
 * - `queue.dropped`: an item that its producer waits for was dropped to make room
 * - `queue.unacknowledged`: a consumer left without acknowledging its item
 * - `timeout.connect`: a connection was not there in time
 * - `timeout.write`: a request could not be sent in time
 * - `timeout.reply`: the first byte of a reply did not come in time
 * - `timeout.gap`: a reply started and then stopped
 * - `frame.bad`: what came is nothing that the protocol allows
 * - `frame.extra`: more came than was asked for
 * - `device.unexpected`: the device is not the one that was expected
 * - `device.refused`: the device says that it did not do what it was told, or shows it
 * - `device.unsupported`: the device has not got the function, address or value that it was asked for
 * - `device.busy`: the device cannot do it now, and says so
 * - `breaker.open`: the device was not asked, because the last reads have failed
 * - `link.suspect`: after one of these, the link could not be brought back into step
 * - `link.failed`: a connection could not be made
 * - `link.absent`: it was not there at the start, and is left out
 * - `link.closed`: a connection is closed, by us, by the other end, or by what lies between
 * - `timeout.worker`: a worker did not finish in time, and was ended
 * - `worker.failed`: a worker threw, died, or stopped advancing
 */
export type FaultCode =
  | "aborted"
  | "timeout.lock"
  | "timeout.total"
  | "timeout.queue"
  | "value.invalid"
  | "reader.threw"
  | "permission.missing"
  | "source.absent"
  | "source.unsupported"
  | "source.failed"
  | "address.in-use"
  | "address.not-local"
  | "acquisition.incomplete"
  | "queue.full"
  | "queue.closed"
  | "queue.dropped"
  | "queue.unacknowledged"
  | "timeout.connect"
  | "timeout.write"
  | "timeout.reply"
  | "timeout.gap"
  | "frame.bad"
  | "frame.extra"
  | "device.unsupported"
  | "device.busy"
  | "breaker.open"
  | "link.suspect"
  | "device.unexpected"
  | "device.refused"
  | "link.failed"
  | "link.absent"
  | "link.closed"
  | "timeout.worker"
  | "worker.failed";

/** One attempt that failed, of several. */
export interface FailedAttempt {
  /** By which path it was tried, such as `"first"` or `"backup:dmm2"`. */
  readonly path: string;
  /** The name of the channel that was asked. */
  readonly source: string;
  /** What went wrong, for programs. */
  readonly code: FaultCode;
  /** What went wrong, for people. */
  readonly message: string;
  /** Monotonic time at its start, in ms. */
  readonly monoMs: number;
  /** How long it took, in ms. */
  readonly tookMs: number;
}

/** How a channel that survives faults stood when one got through to its reader. */
export interface FaultCondition {
  /** What the fault means for the question whether to ask again, such as `"link"` or `"fatal"`. */
  readonly class: string;
  /** Whether there is another source: none, one that is not in use, or the one in use. */
  readonly backup: "none" | "idle" | "active";
  /** What its breaker lets through; `"none"` if it has none. */
  readonly breaker: "none" | "closed" | "open" | "probing";
  /** The last good value: a number as it is, anything else as text; absent if there was none. */
  readonly lastGood?: number | string;
  /** How long ago that was measured, in ms. */
  readonly lastGoodAgeMs?: number;
}

/** What a fault was about; every text is escaped and at most 256 bytes. */
export interface FaultContext {
  /** The channel that was read. */
  readonly channel?: string;
  /** Where the device is, such as `tcp://10.0.0.5:5025`. */
  readonly address?: string;
  /** What was sent last. */
  readonly sent?: string;
  /** What had been received. */
  readonly received?: string;
  /** What was tried, oldest first, if there was more than one attempt. */
  readonly attempts?: readonly FailedAttempt[];
  /** How the channel stood, if it is one that survives faults. */
  readonly condition?: FaultCondition;
}

/** An error as plain data: it survives `structuredClone`, `postMessage` and JSON. */
export interface FaultCause {
  /** The error's name, such as `"TypeError"`. */
  readonly name: string;
  /** The error's message. */
  readonly message: string;
  /** What caused it in turn. */
  readonly cause?: FaultCause;
}

/** A fault as plain data: what a bad reading carries. */
export interface Fault extends FaultContext, FaultCause {
  /** What went wrong, for programs. */
  readonly code: FaultCode;
}
