/** Where a viewer goes on from: after a reading, or somewhere this run knows nothing of. */
export type Position = number | "unknown";

/**
 * Ids as they travel: the run's own name and a number, such as `k3x9.17`. After a restart the
 * numbers begin again, and the name tells the two apart.
 */
export class RunIds {
  readonly #prefix: string;

  /**
   * Makes the ids of one run.
   *
   * @param runId The run's name: 1 to 64 letters, digits, `-` and `_`.
   * @throws {TypeError} If it is anything else.
   */
  constructor(runId: string) {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(runId)) {
      throw new TypeError(
        `Cannot name a run "${runId}": it should be 1 to 64 letters, digits, "-" and "_"`,
      );
    }
    this.#prefix = `${runId}.`;
  }

  /** The id of the reading with this number. */
  format(id: number): string {
    return this.#prefix + id;
  }

  /** The number in an id; `"unknown"` if it is of another run, or no id. */
  parse(text: string): Position {
    const digits = text.startsWith(this.#prefix) ? text.slice(this.#prefix.length) : "";
    return /^[0-9]{1,15}$/.test(digits) ? Number(digits) : "unknown";
  }
}
