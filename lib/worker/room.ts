/**
 * Tells a worker of the room that batches leave when they are taken: not each, but as soon as half of
 * all places are free, because a message costs as much as fifty readings.
 */
export class Room {
  readonly #tell: (batches: number) => void;
  readonly #half: number;
  #taken = 0;

  /**
   * Starts with no batch taken.
   *
   * @param batches How many places there are in all.
   * @param tell Tells the worker how many have become free.
   */
  constructor(batches: number, tell: (batches: number) => void) {
    this.#tell = tell;
    this.#half = batches / 2;
  }

  /** A batch has been taken. */
  readonly taken = (): void => {
    if (++this.#taken < this.#half) return;
    this.#tell(this.#taken);
    this.#taken = 0;
  };
}
