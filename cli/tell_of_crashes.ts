import { printable } from "../lib/base/printable.ts";
import { textOfThrown } from "../lib/base/readout_error.ts";
import type { CrashOptions } from "../lib/rig/crash/black_box.ts";
import { CrashFiles } from "../lib/rig/crash/crash_files.ts";
import { systemCrashDisk } from "../lib/rig/crash/system_crash_disk.ts";
import type { Io } from "./io.ts";

/** Tells, once, of each crash file that nobody has been told of yet. Keeps no rig from its start. */
export async function tellOfCrashes(options: CrashOptions, io: Io): Promise<void> {
  const files = new CrashFiles(options.folder, options.disk ?? systemCrashDisk);
  try {
    for (const path of await files.takeNew()) {
      const told = printable(path);
      await io.complain(`readout: a rig has left a crash file: readout crash ${told}\n`);
    }
  } catch (error) {
    await io.complain(`readout: Cannot look for crash files: ${textOfThrown(error)}\n`);
  }
}
