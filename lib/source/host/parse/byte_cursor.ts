const ZERO = 0x30;
const SPACE = 0x20;
const NEWLINE = 0x0a;

/** Goes through a text of numbers byte by byte, without making a string of any part of it. */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  /** Starts at the first byte. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Passes `ascii` if it comes next. */
  literal(ascii: string): boolean {
    for (let index = 0; index < ascii.length; index++) {
      if (this.#bytes[this.#at + index] !== ascii.charCodeAt(index)) return false;
    }
    this.#at += ascii.length;
    return true;
  }

  /** Passes one space or more. */
  spaces(): boolean {
    const start = this.#at;
    while (this.#bytes[this.#at] === SPACE) this.#at++;
    return this.#at > start;
  }

  /** Passes decimal digits and returns their number; -1 if none come next or they are too many. */
  number(): number {
    const start = this.#at;
    let value = 0;
    for (;;) {
      const digit = (this.#bytes[this.#at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      this.#at++;
    }
    return this.#at > start && value <= Number.MAX_SAFE_INTEGER ? value : -1;
  }

  /** Passes the rest of this line, its end included; false if it has none: it was cut off. */
  line(): boolean {
    const end = this.#bytes.indexOf(NEWLINE, this.#at);
    this.#at = end < 0 ? this.#bytes.length : end + 1;
    return end >= 0;
  }

  /** Passes the end of a line if it comes next. */
  endOfLine(): boolean {
    if (this.#bytes[this.#at] !== NEWLINE) return false;
    this.#at++;
    return true;
  }
}
