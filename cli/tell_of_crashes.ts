import { printable } from "../lib/base/printable.ts";
import { textOfThrown } from "../lib/base/readout_error.ts";
import type { CrashFiles } from "../lib/rig/crash/crash_files.ts";
import type { Io } from "./io.ts";

/** Tells, once, of each crash file that nobody has been told of yet. Keeps no rig from its start. */
export async function tellOfCrashes(files: CrashFiles, io: Io): Promise<void> {
  try {
    for (const path of await files.takeNew()) {
      const told = printable(path);
      await io.complain(`readout: a rig has left a crash file: readout crash ${told}\n`);
    }
  } catch (error) {
    await io.complain(`readout: Cannot look for crash files: ${textOfThrown(error)}\n`);
  }
}
