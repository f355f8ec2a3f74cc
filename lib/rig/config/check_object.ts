import { textOfThrown } from "../../base/readout_error.ts";
import type { CheckedRig } from "./checked_rig.ts";
import { judgeRig } from "./judge_rig.ts";
import { ObjectPlaces } from "./places.ts";
import { ProblemList } from "./problem_list.ts";
import { RigError } from "./rig_error.ts";
import { type FieldPath, RESERVED } from "./rig_problem.ts";

/** A rig is five deep; what is deeper is wrong, or is somebody's own. */
const DEEPEST = 6;
/** A rig of 5000 channels has about as many; an object that leads back to itself has no end. */
const MOST_VALUES = 100_000;

/** What `checkRig()` does, loaded when it is first needed. */
export function checkObject(rig: unknown, file: string, finestPeriodMs: number): CheckedRig {
  const places = new ObjectPlaces();
  const problems = new ProblemList(file, places);
  const data = new ObjectReader(places, problems).read(() => rig, []);
  if (data === undefined && problems.hasErrors) throw new RigError(problems.sorted());
  return judgeRig(data, problems, finestPeriodMs);
}

/** Makes plain data of an object of a program, whatever it does when it is looked at. */
class ObjectReader {
  readonly #places: ObjectPlaces;
  readonly #problems: ProblemList;
  #values = 0;

  constructor(places: ObjectPlaces, problems: ProblemList) {
    this.#places = places;
    this.#problems = problems;
  }

  /** The same as plain data; what cannot be read is `undefined`, and is said. */
  read(get: () => unknown, path: FieldPath): unknown {
    this.#places.add(path);
    if (++this.#values > MOST_VALUES) {
      this.#refuseSize(path);
      return undefined;
    }
    try {
      const value = get();
      if (path.length > DEEPEST || typeof value !== "object" || value === null) return value;
      return Array.isArray(value) ? this.#items(value, path) : this.#fields(value, path);
    } catch (error) { // such as a getter's own
      const is = `cannot be read (${textOfThrown(error)})`;
      this.#problems.error(path, { is, expected: "plain data" });
      return undefined;
    }
  }

  #items(list: readonly unknown[], path: FieldPath): unknown[] {
    const items: unknown[] = [];
    for (let at = 0; at < list.length && this.#values <= MOST_VALUES; at++) {
      items.push(this.read(() => list[at] === undefined ? null : list[at], [...path, at]));
    }
    return items;
  }

  /** Without what is there and `undefined`, as programs leave it. */
  #fields(group: object, path: FieldPath): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    for (const name of Object.keys(group)) {
      if (this.#values > MOST_VALUES) break;
      const own = [...path, name];
      if (RESERVED.includes(name)) {
        this.#places.add(own);
        const expected = "a name that is none of JavaScript's own";
        this.#problems.error(own, { is: `is called "${name}"`, expected, atKey: true });
        continue;
      }
      const value = this.read(() => (group as Record<string, unknown>)[name], own);
      if (value !== undefined || this.#problems.isWrong(own)) fields[name] = value;
    }
    return fields;
  }

  #refuseSize(path: FieldPath): void {
    if (this.#values > MOST_VALUES + 1) return; // has been said
    const expected = `an object of at most ${MOST_VALUES} values`;
    this.#problems.error(path, { is: "is more than a rig can be", expected });
  }
}
