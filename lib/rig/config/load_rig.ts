import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import { systemClock } from "../../base/system_clock.ts";
import type { LoadedRig } from "./checked_rig.ts";

export type { LoadedRig } from "./checked_rig.ts";

/** How {@linkcode loadRig} loads a rig. */
export interface LoadRigOptions extends AbortOptions {
  /**
   * Whether a program may come from another computer, by an `https:` address: it can do whatever this
   * process may. Default: no.
   */
  readonly allowRemote?: boolean | undefined;
  /** Whose timers keep the periods. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Loads a rig from a file, and checks it as `checkRig()` does: a program (`.ts`, `.js`, `.mjs`) whose
 * default export it is, or data (`.yaml`, `.yml`, `.json`). No device is opened; a program is run, as
 * any that is imported.
 *
 * It needs `--allow-read` for the file; for YAML and JSON `--allow-env=LOG_STREAM,LOG_TOKENS` too,
 * which the parser looks for.
 *
 * @param path The file.
 * @param options Whether it may come from another computer, and a signal: a program may take 30 s.
 * @returns The rig, and what is only suspicious. Rejects with a `RigError` that has everything that
 * is wrong, each with its line in a YAML file; that the file cannot be read is one, too.
 *
 * @example
 * ```ts no-eval
 * import { loadRig } from "@readout/readout/rig";
 *
 * const { rig, warnings } = await loadRig("vessel.yaml");
 * for (const { line, field, is } of warnings) console.log(line, field, is);
 * console.log(Object.keys(rig.channels));
 * ```
 */
export async function loadRig(path: string, options: LoadRigOptions = {}): Promise<LoadedRig> {
  const { allowRemote = false, clock = systemClock, signal } = options;
  const { loadChecked } = await import("./load_checked.ts");
  return await loadChecked(path, allowRemote, clock, signal);
}
