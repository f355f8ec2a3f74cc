import type { CrashDisk } from "./crash_files.ts";

/** The real files of this computer. */
export const systemCrashDisk: CrashDisk = Object.freeze({
  async writeFile(path: string, bytes: Uint8Array): Promise<void> {
    using file = await Deno.open(path, { write: true, create: true, truncate: true, mode: 0o600 });
    for (let written = 0; written < bytes.length;) {
      written += await file.write(bytes.subarray(written));
    }
    await file.sync();
  },
  async readFile(path: string): Promise<Uint8Array | undefined> {
    try {
      return await Deno.readFile(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  },
  rename: (from: string, to: string): Promise<void> => Deno.rename(from, to),
  remove: (path: string): Promise<void> => Deno.remove(path),
  makeFolder: (path: string): Promise<void> => Deno.mkdir(path, { recursive: true, mode: 0o750 }),
  async list(path: string): Promise<readonly string[]> {
    try {
      return (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  },
});
