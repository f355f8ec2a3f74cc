/**
 * The shape of one period: takes the phase in [0, 1), gives a level in [-1, 1].
 */
export type Waveform = (phase: number) => number;

/** Starts at 0 and rises. */
export const sineWave: Waveform = (phase) => Math.sin(2 * Math.PI * phase);

/** High in the first half, low in the second. */
export const squareWave: Waveform = (phase) => phase < 0.5 ? 1 : -1;

/** Rises evenly from -1, and falls back at once. */
export const sawtoothWave: Waveform = (phase) => 2 * phase - 1;
