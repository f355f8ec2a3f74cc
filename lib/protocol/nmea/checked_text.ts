import type { Parsed } from "../../base/parsed.ts";
import { xor8 } from "../../base/checksum.ts";

/** The text before `*`, if the checksum behind it fits, or is missing where it need not be there. */
export function checkedText(line: string, needsSum: boolean): Parsed<string> {
  if (!/^[ -~]*$/.test(line)) return { kind: "bad", why: "a byte that is no text" };
  const star = line.indexOf("*");
  if (star < 0) {
    return needsSum ? { kind: "bad", why: "no checksum" } : { kind: "value", value: line };
  }
  const text = line.slice(0, star);
  const sum = line.slice(star + 1);
  return /^[0-9A-Fa-f]{2}$/.test(sum) && sum.toUpperCase() === sumOf(text)
    ? { kind: "value", value: text }
    : { kind: "bad", why: "a checksum that does not fit" };
}

/** The text with `*` and its checksum: two hexadecimal digits of the exclusive-or of all bytes. */
export function withSum(text: string): string {
  return `${text}*${sumOf(text)}`;
}

function sumOf(text: string): string {
  return xor8(new TextEncoder().encode(text)).toString(16).toUpperCase().padStart(2, "0");
}
