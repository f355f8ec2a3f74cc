/** How long anything may take if nobody says so, in ms. */
export const DEFAULT_TIMEOUT_MS = 2_000;
