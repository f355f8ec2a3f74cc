import type { Chunk, Transport } from "../../contract/transport.ts";
import { isReadoutError } from "../../base/readout_error.ts";

/** A transport under test, and its other end. */
export interface TransportPair extends AsyncDisposable {
  /** The transport under test. */
  readonly near: Transport;
  /** Its other end. */
  readonly far: Transport;
}

/** One thing that a transport must do, on a pair that is its own. */
export interface PairCheck {
  readonly name: string;
  readonly body: (pair: TransportPair) => Promise<void>;
}

export function bytes(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

export function text(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}

export async function readExactly(transport: Transport, count: number): Promise<Uint8Array> {
  const all = new Uint8Array(count);
  for (let have = 0; have < count;) {
    const chunk = await transport.read();
    if (chunk.kind === "eof") throw new Error(`it ended after ${have} of ${count} bytes`);
    if (chunk.bytes.length === 0) throw new Error("a read gave no byte");
    if (have + chunk.bytes.length > count) throw new Error("more came than was sent");
    all.set(chunk.bytes, have);
    have += chunk.bytes.length;
  }
  return all;
}

export function same(received: Uint8Array, sent: string): void {
  if (text(received) !== sent) throw new Error(`"${text(received)}" came, not "${sent}"`);
}

export function isEof(chunk: Chunk): void {
  if (chunk.kind !== "eof") throw new Error("something came after the end");
}

export async function isClosed(use: Promise<unknown>): Promise<void> {
  const thrown = await use.then(() => undefined, (error) => error);
  if (!isReadoutError(thrown) || thrown.code !== "link.closed") {
    throw new Error(`it should reject with link.closed, not ${thrown}`);
  }
}
