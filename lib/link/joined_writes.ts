import type { Transport } from "../contract/transport.ts";

interface Joined {
  readonly parts: Uint8Array[];
  readonly done: PromiseWithResolvers<void>;
}

/** Writes one after another; what comes while one is under way goes together, as the next. */
export class JoinedWrites {
  readonly #transport: Transport;
  #isWriting = false;
  #next: Joined | undefined;

  /** Writes to a transport that nobody else writes to. */
  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Resolves once the bytes are handed to the system. */
  write(bytes: Uint8Array): Promise<void> {
    if (!this.#isWriting) return this.#write(bytes);
    this.#next ??= { parts: [], done: Promise.withResolvers() };
    this.#next.parts.push(bytes);
    return this.#next.done.promise;
  }

  #write(bytes: Uint8Array): Promise<void> {
    this.#isWriting = true;
    const writing = this.#transport.write(bytes);
    writing.then(this.#goOn, this.#goOn);
    return writing;
  }

  readonly #goOn = (): void => {
    this.#isWriting = false;
    const next = this.#next;
    this.#next = undefined;
    if (next) this.#write(joined(next.parts)).then(next.done.resolve, next.done.reject);
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const bytes = new Uint8Array(parts.reduce((sizeBytes, part) => sizeBytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
