import type { CrashDisk } from "../../../../lib/rig/crash/crash_files.ts";

/** Files in memory, which also notes the order of what was done. */
export class MemoryDisk implements CrashDisk {
  readonly files = new Map<string, Uint8Array>();
  readonly done: string[] = [];

  writeFile(path: string, bytes: Uint8Array): Promise<void> {
    this.done.push(`write ${path}`);
    this.files.set(path, bytes);
    return Promise.resolve();
  }

  readFile(path: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.files.get(path));
  }

  rename(from: string, to: string): Promise<void> {
    this.done.push(`rename ${from} ${to}`);
    this.files.set(to, this.files.get(from)!);
    this.files.delete(from);
    return Promise.resolve();
  }

  remove(path: string): Promise<void> {
    this.files.delete(path);
    return Promise.resolve();
  }

  makeFolder(): Promise<void> {
    return Promise.resolve();
  }

  list(folder: string): Promise<string[]> {
    return Promise.resolve([...this.files.keys()].map((path) => path.slice(folder.length + 1)));
  }
}
