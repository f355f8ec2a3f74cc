/** How a rig reads one of its channels. */
export interface PolledChannel {
  /** Its name. */
  readonly name: string;
  /** Its unit. */
  readonly unit: string;
  /** How often it is read, in ms. */
  readonly periodMs: number;
  /** After how long without a measurement it is stale, in ms. */
  readonly staleAfterMs: number;
}
