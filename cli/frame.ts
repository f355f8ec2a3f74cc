import { textWidth } from "./text_width.ts";

const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
const WRAP_OFF = "\x1b[?7l";
const WRAP_ON = "\x1b[?7h";
const CLEAR_LINE_END = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";
// deno-lint-ignore no-control-regex
const COLOURS = /\x1b\[\d+m/g;

/**
 * Lines that are drawn again and again in the same place of a terminal, without flicker: each line
 * is written over the old one, and only what is left of the old one is erased.
 */
export class Frame {
  #widths: readonly number[] | undefined;

  /**
   * The text that draws these lines over the ones drawn before, if there are any.
   *
   * @param lines Lines no wider than the terminal.
   * @param columns How wide the terminal is now: if it has become narrower, it has broken the old
   * lines into several.
   */
  draw(lines: readonly string[], columns: number): string {
    const start = this.#widths === undefined ? HIDE_CURSOR + WRAP_OFF : up(this.#widths, columns);
    this.#widths = lines.map((line) => textWidth(line.replace(COLOURS, "")));
    const drawn = lines.map((line, at) => `${line}${clearEnd(this.#widths![at]!, columns)}\n`);
    return `${start}${drawn.join("")}${CLEAR_BELOW}`;
  }

  /** The text that leaves the terminal as it was found, with the cursor below the lines. */
  end(): string {
    return this.#widths === undefined ? "" : `\r${CLEAR_LINE_END}${WRAP_ON}${SHOW_CURSOR}`;
  }
}

/** Behind a line that fills the terminal the cursor is on its last character, which has to stay. */
function clearEnd(width: number, columns: number): string {
  return width < columns ? CLEAR_LINE_END : "";
}

function up(widths: readonly number[], columns: number): string {
  const lines = widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
  return lines === 0 ? "\r" : `\r\x1b[${lines}A`;
}
