import { nearestWord } from "../../base/nearest_word.ts";
import { keyOf, type Place, type Places } from "./places.ts";
import { type FieldPath, fieldText, type RigProblem } from "./rig_problem.ts";

/** More are counted, and not kept: a file that is no rig at all has one for each line. */
const MOST = 200;
/** So many warnings leave room for errors. */
const MOST_WARNINGS = 100;
/** Words that are compared at most, to find the one that was meant. */
const MOST_COMPARED = 20_000;

/** What is said of a field. */
export interface Finding {
  /** What is there: `is "fast"`. */
  readonly is: string;
  /** What should be there. */
  readonly expected: string;
  /** Whether its name is meant and not its value. Default: no. */
  readonly atKey?: boolean;
  /** A word that may be misspelt, and the words that there are. */
  readonly word?: string;
  readonly known?: readonly string[];
  /** The name of what the word is in, which is not meant. */
  readonly own?: string;
}

/** Gathers what is wrong with a rig. */
export class ProblemList {
  readonly #file: string;
  readonly #places: Places;
  readonly #found: { readonly problem: RigProblem; readonly place: Place }[] = [];
  /** Every field that has an error, or something in it that has one. */
  readonly #wrong = new Set<string>();
  #compared = 0;
  #more = 0;

  /** Begins with nothing. */
  constructor(file: string, places: Places) {
    this.#file = file;
    this.#places = places;
  }

  /** Whether the rig cannot be run. */
  get hasErrors(): boolean {
    return this.#wrong.size > 0;
  }

  /** Whether a field cannot be, or something in it. */
  isWrong(path: FieldPath): boolean {
    return this.#wrong.has(keyOf(path));
  }

  /** Something that cannot be. */
  error(path: FieldPath, finding: Finding): void {
    this.#add("error", path, finding, this.#places.find(path, finding.atKey ?? false));
  }

  /** Something that is probably not meant. */
  warn(path: FieldPath, finding: Finding): void {
    this.#add("warning", path, finding, this.#places.find(path, finding.atKey ?? false));
  }

  /** Something that cannot be, at a place of its own. */
  errorAt(place: Place, path: FieldPath, finding: Finding): void {
    this.#add("error", path, finding, place);
  }

  /** All of it, sorted by place. */
  sorted(): RigProblem[] {
    const all = this.#found.toSorted(({ place: a }, { place: b }) => a.order - b.order)
      .map(({ problem }) => problem);
    if (this.#more === 0) return all;
    const is = `has ${this.#more} more problems`;
    const expected = "made right bit by bit, beginning with these";
    const last = { is, expected, field: "", nearest: undefined, line: undefined };
    const severity = this.hasErrors ? "error" : "warning";
    return [...all, { ...last, severity, file: this.#file, column: undefined }];
  }

  #add(severity: RigProblem["severity"], path: FieldPath, finding: Finding, place: Place): void {
    if (severity === "error") {
      for (let length = 0; length <= path.length; length++) {
        this.#wrong.add(keyOf(path.slice(0, length)));
      }
    }
    const most = severity === "error" ? MOST : MOST_WARNINGS;
    if (this.#found.length >= most) return void this.#more++;
    const { is, expected } = finding;
    const { line, column } = place;
    const nearest = this.#nearest(finding);
    const at = { file: this.#file, line, column, field: fieldText(path) };
    this.#found.push({ problem: { severity, ...at, is, expected, nearest }, place });
  }

  #nearest({ word, known = [], own }: Finding): string | undefined {
    if (word === undefined || this.#compared > MOST_COMPARED) return undefined;
    this.#compared += known.length;
    return nearestWord(word, own === undefined ? known : known.filter((it) => it !== own));
  }
}
