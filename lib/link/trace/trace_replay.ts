import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Transport } from "../../contract/transport.ts";
import { delay } from "../../base/delay.ts";
import { ReadoutError } from "../../base/readout_error.ts";
import type { TracedBytes, TraceEntry } from "./trace_entry.ts";
import { beginMs, bytesText } from "./trace_text.ts";

/**
 * One thing that a replayed device does. Bytes are texts of one character a byte (Latin-1), so that
 * a script is readable as JSON.
 */
export interface ReplayStep {
  /** What it must be sent; `""` if it speaks unasked. */
  readonly request: string;
  /** What it then sends; `""` if it stays silent. */
  readonly reply: string;
  /** How long after the request, or after the last step, in ms. */
  readonly afterMs: number;
}

/** What a device did, connection by connection. It is plain data: keep it as JSON. */
export type ReplayScript = readonly (readonly ReplayStep[])[];

/** How a script is replayed. */
export interface ReplayOptions extends AbortOptions {
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Makes of one link's trace a script that replays as its device: what it was sent, what it
 * answered, and when; silences, late and unasked bytes included.
 *
 * @throws {TypeError} If the trace did not keep all bytes of an exchange; the message says how many
 * it should keep.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const line = (text: string) => ({ bytes: new TextEncoder().encode(text), sizeBytes: text.length });
 * const script = traceReplay([{
 *   kind: "exchange",
 *   link: "dmm",
 *   queuedMs: 5,
 *   startMs: 5,
 *   sentMs: 5,
 *   endMs: 7,
 *   sent: line("*IDN?\n"),
 *   received: line("ACME\n"),
 *   outcome: "ok",
 * }]);
 * deepStrictEqual(script, [[{ request: "*IDN?\n", reply: "ACME\n", afterMs: 2 }]]);
 * ```
 */
export function traceReplay(entries: readonly TraceEntry[]): ReplayScript {
  const connections: ReplayStep[][] = [];
  let lastMs = 0;
  const add = (step: ReplayStep): void => {
    if (connections.length === 0) connections.push([]);
    connections.at(-1)!.push(step);
  };
  for (const entry of entries.toSorted((a, b) => beginMs(a) - beginMs(b))) {
    switch (entry.kind) {
      case "connected":
        connections.push([]);
        break;
      case "late":
      case "unasked":
      case "heard":
        add({
          request: "",
          reply: whole(entry.received),
          afterMs: Math.max(0, entry.atMs - lastMs),
        });
        lastMs = entry.atMs;
        break;
      case "exchange": {
        if (entry.sentMs === undefined && entry.outcome !== "ok") break; // it never came there
        const sentMs = entry.sentMs ?? entry.endMs;
        const reply = whole(entry.received);
        const afterMs = reply === "" ? 0 : Math.max(0, entry.endMs - sentMs);
        add({ request: whole(entry.sent), reply, afterMs });
        lastMs = reply === "" ? sentMs : entry.endMs;
      }
    }
  }
  return connections;
}

/**
 * Is the device of one connection of a script, on a transport, until the script or the connection
 * is over. It is strict: whatever it is sent must be what it was sent then.
 *
 * @returns Resolves at the end. Rejects with `frame.bad` if it was sent something else, or if the
 * connection ended before the script; both say which step.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { loopback } from "../../transport/loopback/loopback.ts";
 *
 * await using pair = loopback();
 * const device = replay([{ request: "*IDN?\n", reply: "ACME\n", afterMs: 0 }], pair.far);
 * await pair.near.write(new TextEncoder().encode("*IDN?\n"));
 * const chunk = await pair.near.read();
 * strictEqual(chunk.kind === "bytes" && new TextDecoder().decode(chunk.bytes), "ACME\n");
 * await device;
 * ```
 */
export async function replay(
  steps: readonly ReplayStep[],
  transport: Transport,
  options: ReplayOptions = {},
): Promise<void> {
  let received = "";
  for (const [at, { request, reply, afterMs }] of steps.entries()) {
    const step = `step ${at + 1} of ${steps.length}`;
    while (received.length < request.length && request.startsWith(received)) {
      const chunk = await transport.read(options);
      if (chunk.kind === "eof") throw mismatch(step, request, received, ", and then the end");
      received += toText(chunk.bytes);
    }
    if (!received.startsWith(request)) throw mismatch(step, request, received, "");
    received = received.slice(request.length);
    if (afterMs > 0) await delay(afterMs, options);
    if (reply !== "") await transport.write(toBytes(reply), options);
  }
}

function mismatch(step: string, expected: string, got: string, then: string): ReadoutError {
  const shown = (text: string): string => {
    const bytes = toBytes(text.slice(0, 100));
    return `"${bytesText({ bytes, sizeBytes: text.length })}"`;
  };
  const text = `Cannot replay ${step}: it expects ${shown(expected)}, and got ${shown(got)}${then}`;
  return new ReadoutError("frame.bad", text, { received: got });
}

function whole({ bytes, sizeBytes }: TracedBytes): string {
  if (bytes.length === sizeBytes) return toText(bytes);
  throw new TypeError(
    `Cannot replay: an exchange had ${sizeBytes} bytes, and the trace kept ${bytes.length}; ` +
      `record with trace: { maxBytes: ${sizeBytes} }`,
  );
}

function toText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
