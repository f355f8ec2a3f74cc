import { createHash, type Hash } from "../../deps/node_crypto.ts";

/** Lines are hashed, and handed over, in pieces of at most this many bytes. */
const PIECE_BYTES = 262_144;
/** The most bytes that a character takes. */
const UTF8_BYTES = 3;

/** Everything that happens in a simulation, as JSON lines: their hash, and the lines for who wants them. */
export class Chronicle {
  readonly #hash: Hash = createHash("sha256");
  readonly #encoder = new TextEncoder();
  readonly #piece = new Uint8Array(PIECE_BYTES);
  readonly #kept: string[] | undefined;
  #bytes = 0;
  #lines = 0;

  /** @param keeps Whether somebody takes the lines. */
  constructor(keeps: boolean) {
    this.#kept = keeps ? [] : undefined;
  }

  /** How many lines there are. */
  get lines(): number {
    return this.#lines;
  }

  /** Something has happened. */
  add(line: object): void {
    const text = JSON.stringify(line) + "\n";
    this.#lines++;
    this.#kept?.push(text);
    if (this.#bytes + UTF8_BYTES * text.length > PIECE_BYTES) this.#finishPiece();
    if (UTF8_BYTES * text.length > PIECE_BYTES) return void this.#hash.update(text);
    this.#bytes += this.#encoder.encodeInto(text, this.#piece.subarray(this.#bytes)).written;
  }

  /** The lines since this was called last, each with its end. */
  take(): string {
    return this.#kept?.splice(0).join("") ?? "";
  }

  /** The SHA-256 of all lines, in hex. It is over then. */
  digest(): string {
    this.#finishPiece();
    return this.#hash.digest("hex");
  }

  #finishPiece(): void {
    this.#hash.update(this.#piece.subarray(0, this.#bytes));
    this.#bytes = 0;
  }
}
