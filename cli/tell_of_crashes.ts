import { printable } from "../lib/base/printable.ts";
import { textOfThrown } from "../lib/base/readout_error.ts";
import type { CrashOptions } from "../lib/rig/crash/black_box.ts";
import { CrashFiles } from "../lib/rig/crash/crash_files.ts";
import { systemCrashDisk } from "../lib/rig/crash/system_crash_disk.ts";
import type { Io } from "./io.ts";

/** Tells, once, of each crash file that nobody has been told of yet. Never rejects. */
export async function tellOfCrashes(options: CrashOptions, io: Io): Promise<void> {
  const files = new CrashFiles(options.folder, options.disk ?? systemCrashDisk);
  try {
    const paths = await files.untold();
    for (const path of paths) {
      const told = printable(path);
      await io.complain(`readout: a rig has left a crash file: readout crash ${told}\n`);
    }
    if (paths.length > 0) await files.markTold(paths);
  } catch (error) {
    await io.complain(`readout: Cannot look for crash files: ${textOfThrown(error)}\n`);
  }
}
