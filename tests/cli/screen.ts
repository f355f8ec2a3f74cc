import { textWidth } from "../../cli/text_width.ts";

/** A terminal of the simplest kind: it keeps what a user would see. */
export class Screen {
  readonly columns: number;
  readonly rows: number;
  cursorShown = true;
  wraps = true;
  readonly #lines: string[][];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#lines = Array.from({ length: rows }, () => []);
  }

  /** The lines on the screen, without blanks at their ends and empty lines at its end. */
  get lines(): string[] {
    const lines = this.#lines.map((cells) =>
      Array.from(cells, (it) => it ?? " ").join("").trimEnd()
    );
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  /** Shows what a program has written; throws if it does not understand it. */
  write(text: string): void {
    for (let at = 0; at < text.length;) {
      // deno-lint-ignore no-control-regex
      const control = /^\x1b\[(\??)(\d*)([A-Za-z])/.exec(text.slice(at));
      if (control !== null) {
        this.#control(control[1]! + control[2]! + control[3]!);
        at += control[0].length;
      } else {
        const char = String.fromCodePoint(text.codePointAt(at)!);
        this.#put(char);
        at += char.length;
      }
    }
  }

  #control(code: string): void {
    const lines = /^(\d+)A$/.exec(code);
    if (lines) this.#row = Math.max(0, this.#row - Number(lines[1]));
    else if (code === "K") this.#clearEnd();
    else if (code === "J") {
      this.#clearEnd();
      for (let row = this.#row + 1; row < this.rows; row++) this.#lines[row] = [];
    } else if (code === "?25l") this.cursorShown = false;
    else if (code === "?25h") this.cursorShown = true;
    else if (code === "?7l") this.wraps = false;
    else if (code === "?7h") this.wraps = true;
    else if (!/^\d+m$/.test(code)) throw new Error(`This terminal does not know ESC [ ${code}`);
  }

  /** Behind the last character of a full line the cursor is on it. */
  #clearEnd(): void {
    this.#lines[this.#row]!.length = Math.min(this.#column, this.columns - 1);
  }

  #put(char: string): void {
    if (char === "\r") this.#column = 0;
    else if (char === "\n") this.#newLine();
    else if (char < " " || char === "\x7f") {
      throw new Error(`This terminal does not know ${JSON.stringify(char)}`);
    } else {
      const width = textWidth(char);
      if (this.#column + width > this.columns) throw new Error("A line is wider than the terminal");
      for (let at = 0; at < width; at++) this.#lines[this.#row]![this.#column++] = at ? "" : char;
    }
  }

  #newLine(): void {
    this.#column = 0; // the terminal driver makes CR LF of it
    if (++this.#row < this.rows) return;
    this.#row--;
    this.#lines.shift();
    this.#lines.push([]);
  }
}
