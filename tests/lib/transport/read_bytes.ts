import type { Transport } from "../../../lib/contract/transport.ts";

/** Reads so many bytes as text, one byte a character. */
export async function readText(transport: Transport, count: number): Promise<string> {
  const bytes = await readBytes(transport, count);
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** Reads so many bytes, and not one more. */
export async function readBytes(transport: Transport, count: number): Promise<Uint8Array> {
  const all: number[] = [];
  while (all.length < count) {
    const chunk = await transport.read();
    if (chunk.kind === "eof") throw new Error(`it ended after ${all.length} of ${count} bytes`);
    all.push(...chunk.bytes);
  }
  if (all.length > count) throw new Error(`${all.length} bytes came, not ${count}`);
  return Uint8Array.from(all);
}

/** Sends text. */
export function sendText(transport: Transport, text: string): Promise<void> {
  return transport.write(new TextEncoder().encode(text));
}
