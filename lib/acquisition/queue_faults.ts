import { DEFAULT_TIMEOUT_MS } from "../base/default_timeout.ts";
import { ReadoutError } from "../base/readout_error.ts";

export function closed(): ReadoutError {
  return new ReadoutError("queue.closed", "Cannot push: the outbox is closed");
}

export function full(capacity: number): ReadoutError {
  return new ReadoutError("queue.full", `Cannot push: all ${capacity} places are taken`);
}

export function dropped(): ReadoutError {
  return new ReadoutError("queue.dropped", "Cannot deliver: the item was dropped to make room");
}

export function unacknowledged(): ReadoutError {
  const text = "Cannot deliver: the consumer left without acknowledging the item";
  return new ReadoutError("queue.unacknowledged", text);
}

export function late(
  verb: string,
  what: string,
  timeoutMs: number = DEFAULT_TIMEOUT_MS,
): ReadoutError {
  return new ReadoutError("timeout.queue", `Cannot ${verb}: ${what} in ${timeoutMs} ms`);
}
