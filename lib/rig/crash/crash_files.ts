import { ReadoutError } from "../../base/readout_error.ts";
import type { CrashReport } from "./crash_report.ts";
import { encodeCrash } from "./encode_crash.ts";

/** How many crash files are kept. */
const KEPT = 20;

/** `crash-20261122T123000Z-4711.json`; with `part` at the end if the process died while it wrote. */
const NAME = /^crash-\d{8}T\d{6}Z-\d+\.json(\.part)?$/;

/** Names those that somebody has been told of, in a line each. */
const TOLD = ".told";

/** The files that it needs; a test brings its own. */
export interface CrashDisk {
  /** Writes a file for this user alone, and waits until it is on the disk. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  /** What a file says; `undefined` if there is none. */
  readFile(path: string): Promise<Uint8Array | undefined>;
  /** Renames a file. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file. */
  remove(path: string): Promise<void>;
  /** Makes a folder, and those above it. */
  makeFolder(path: string): Promise<void>;
  /** The names in a folder; none if there is no such folder. */
  list(path: string): Promise<readonly string[]>;
}

/** The crash files of one folder. */
export class CrashFiles {
  readonly #folder: string;
  readonly #disk: CrashDisk;

  /** Looks at a folder, which need not be there. */
  constructor(folder: string, disk: CrashDisk) {
    this.#folder = folder;
    this.#disk = disk;
  }

  /**
   * Writes a report, whole or not at all, in place of one of the same process and time, and removes
   * the oldest files if there are too many.
   *
   * @returns Where it is. Rejects with `source.failed`.
   */
  async write(report: CrashReport): Promise<string> {
    const stamp = report.at.replace(/[-:]/g, "").replace(/\.\d+/, "");
    const path = `${this.#folder}/crash-${stamp}-${report.program.pid}.json`;
    try {
      await this.#disk.makeFolder(this.#folder);
      await this.#disk.writeFile(`${path}.part`, encodeCrash(report));
      await this.#disk.rename(`${path}.part`, path);
    } catch (error) {
      await this.#disk.remove(`${path}.part`).catch(() => {}); // it may not even be there
      const why = error instanceof Error ? error.message : String(error);
      const text = `Cannot write the crash file ${path}: ${why}`;
      throw new ReadoutError("source.failed", text, { cause: error });
    }
    await this.#removeOldest(path).catch(() => {}); // the report is there, and that is what counts
    return path;
  }

  /** Where those are that nobody has been told of yet. */
  async untold(): Promise<readonly string[]> {
    const bytes = await this.#disk.readFile(`${this.#folder}/${TOLD}`);
    const told = new Set(new TextDecoder().decode(bytes).split("\n"));
    const names = (await this.#whole()).filter((name) => !told.has(name));
    return names.map((name) => `${this.#folder}/${name}`);
  }

  /** Somebody has been told of these. */
  async markTold(paths: readonly string[]): Promise<void> {
    const names = await this.#whole();
    const untold = new Set((await this.untold()).filter((path) => !paths.includes(path)));
    const told = names.filter((name) => !untold.has(`${this.#folder}/${name}`));
    const bytes = new TextEncoder().encode(told.join("\n"));
    await this.#disk.writeFile(`${this.#folder}/${TOLD}`, bytes);
  }

  /** Never the one that was just written: a clock that was set back makes it look old. */
  async #removeOldest(written: string): Promise<void> {
    const names = await this.#names();
    for (const name of names.slice(0, Math.max(0, names.length - KEPT))) {
      const path = `${this.#folder}/${name}`;
      if (path !== written) await this.#disk.remove(path);
    }
  }

  /** Those that were written to their end. */
  async #whole(): Promise<string[]> {
    return (await this.#names()).filter((name) => name.endsWith(".json"));
  }

  /** The oldest first. */
  async #names(): Promise<string[]> {
    return (await this.#disk.list(this.#folder)).filter((name) => NAME.test(name)).toSorted();
  }
}
