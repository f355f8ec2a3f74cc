/** How much is kept, in UTF-16 code units. */
const KEPT = 160;

/** The end of what a program says on its standard error, which is read so that it never blocks. */
export class LastWords {
  /** Resolves when it says no more. */
  readonly ended: Promise<void>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #text = "";

  /** Starts to listen. */
  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
    this.ended = this.#listen();
  }

  /** The last of it, without the space around. It comes from outside: escape it. */
  get text(): string {
    return this.#text.trim();
  }

  /** Stops listening. */
  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }

  async #listen(): Promise<void> {
    const decoder = new TextDecoder();
    for (;;) {
      const { value } = await this.#reader.read();
      if (value === undefined) return;
      this.#text = (this.#text + decoder.decode(value, { stream: true })).slice(-KEPT);
    }
  }
}
