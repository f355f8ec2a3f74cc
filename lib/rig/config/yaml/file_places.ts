import { LineCounter } from "../../../deps/yaml.ts";
import { keyOf, type Place, type Places } from "../places.ts";
import type { FieldPath } from "../rig_problem.ts";

/** The places of the fields in a file. */
export class FilePlaces implements Places {
  /** Where the lines begin. */
  readonly lines = new LineCounter();
  readonly #offsets = new Map<string, { readonly key: number; readonly value: number }>();

  /** Says where a field is, by the offsets of its name and its value. */
  set(path: FieldPath, key: number, value: number): void {
    this.#offsets.set(keyOf(path), { key, value });
  }

  find(path: FieldPath, atKey: boolean): Place {
    for (let length = path.length; length >= 0; length--) {
      const found = this.#offsets.get(keyOf(path.slice(0, length)));
      if (found === undefined) continue;
      // What is missing is missing where the name of what it would be in is.
      return this.at(atKey || length < path.length ? found.key : found.value);
    }
    return this.at(0);
  }

  /** The place at an offset. */
  at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), order: offset };
  }
}
