/** What a device might send to act on the terminal that shows it, or on the file it ends up in. */
export const HOSTILE_TEXTS: readonly string[] = [
  "\x1b[2J\x1b[H", // clears the screen
  "\x1b]0;title\x07", // sets the window's title
  "\x1b]52;c;cm0gLXJm\x1b\\", // sets the clipboard
  "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\", // a link
  "\x1b[6n", // asks for an answer, which the shell would take as typed
  "\x1bP+q544e\x1b\\", // a device control string
  "\x9b2J", // C1: the same as ESC [
  "\x9d0;title\x9c", // C1: the same as ESC ]
  "over\rwritten",
  "two\nlines",
  "tab\tbed",
  "back\b\b\b\bspace",
  "bell\x07",
  "null\x00",
  "del\x7f",
  "line\u2028separator",
  "\u202ereordered",
  "\u2066isolated\u2069",
  "zero\u200bwidth",
  "half \ud800 a pair",
  '"quoted", and a comma',
  "=cmd|'/C calc'!A0",
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
];

/** Whether a text can act on a terminal, other than by ending a line. */
export function acts(text: string): boolean {
  // deno-lint-ignore no-control-regex
  return /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.test(text);
}
