import type { FieldPath } from "./rig_problem.ts";

/** Where something is written. */
export interface Place {
  /** The line, from 1; `undefined` in a program. */
  readonly line: number | undefined;
  /** The column, from 1; `undefined` in a program. */
  readonly column: number | undefined;
  /** Rises from the beginning of the rig to its end. */
  readonly order: number;
}

/** Where the fields of a rig are written. */
export interface Places {
  /**
   * The place of a field; of what it would be in, if it is missing.
   *
   * @param atKey Whether its name is meant and not its value.
   */
  find(path: FieldPath, atKey: boolean): Place;
}

/** The places of a rig that is an object of a program: only their order is known. */
export class ObjectPlaces implements Places {
  readonly #orders = new Map<string, number>();

  /** The next field. */
  add(path: FieldPath): void {
    this.#orders.set(keyOf(path), this.#orders.size);
  }

  find(path: FieldPath): Place {
    for (let length = path.length; length > 0; length--) {
      const order = this.#orders.get(keyOf(path.slice(0, length)));
      if (order !== undefined) return { line: undefined, column: undefined, order };
    }
    return { line: undefined, column: undefined, order: 0 };
  }
}

/** A path as one text, for a map. */
export function keyOf(path: FieldPath): string {
  return path.map((key) => `\0${key}`).join("");
}
