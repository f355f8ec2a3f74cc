/** The bytes of a text: its characters up to U+00FF, one byte each. */
export function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (unit) => unit.charCodeAt(0));
}
