/** Randomness as everything in Readout sees it: passed in and seeded, so that a run can be repeated. */
export interface Random {
  /** A number in [0, 1), evenly spread. */
  next(): number;
}
