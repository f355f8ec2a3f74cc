export { batch, computed, effect, signal, untracked } from "npm:@preact/signals@2.11.4";
export type { ReadonlySignal, Signal } from "npm:@preact/signals@2.11.4";
