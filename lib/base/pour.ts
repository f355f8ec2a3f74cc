import type { ByteSink } from "../contract/transport.ts";

/**
 * Copies bytes into a sink, all of them: they have been received.
 *
 * @returns What the sink wants to be waited for before more is received, if anything.
 */
export function pour(bytes: Uint8Array, sink: ByteSink): Promise<void> | undefined {
  let holding: Promise<void> | undefined;
  for (let at = 0; at < bytes.length;) {
    const room = sink.room();
    const part = bytes.subarray(at, at + room.length);
    room.set(part);
    at += part.length;
    holding = sink.came(part.length);
  }
  return holding;
}
