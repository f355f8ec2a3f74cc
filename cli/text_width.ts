import { eastAsianWidth } from "../lib/deps/east_asian_width.ts";

/** Takes no column of its own: combining marks, joiners and other format characters. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** In front of a line that goes on. */
const INDENT = "    ";

/** How many columns of a terminal a text without control characters takes. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

/** The text, cut to at most `width` columns; what is cut is marked with an ellipsis. */
export function clip(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  return width > 0 ? `${headOf(text, width - 1)}\u2026` : "";
}

/**
 * The text in at most `most` lines of at most `width` columns, all but the first indented; it is
 * broken at a blank if there is one, and what is left over is cut.
 */
export function fold(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (lines.length < most - 1 && textWidth(rest) > width && width > 2 * INDENT.length) {
    const head = headOf(rest, width);
    const blank = head.lastIndexOf(" ");
    const end = blank > width / 2 ? blank : head.length;
    lines.push(rest.slice(0, end));
    rest = INDENT + rest.slice(end).trimStart();
  }
  return [...lines, clip(rest, width)];
}

/** As much of the text as `width` columns hold. */
function headOf(text: string, width: number): string {
  let head = "";
  let used = 0;
  for (const char of text) {
    used += charWidth(char);
    if (used > width) break;
    head += char;
  }
  return head;
}

/** The text with blanks after it, to `width` columns. */
export function padRight(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** The text with blanks before it, to `width` columns. */
export function padLeft(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

function charWidth(char: string): number {
  const code = char.codePointAt(0)!;
  if (code < 0x300) return 1;
  return ZERO_WIDTH.test(char) ? 0 : eastAsianWidth(code);
}
