import { ReadoutError } from "../base/readout_error.ts";
import { type LoadedLibc, loadLibc } from "./libc_symbols.ts";
import type { Platform } from "./platform.ts";
import { platformOf } from "./platform_of.ts";
import { PosixError } from "./posix_error.ts";

const PATH_BYTES = 4_096;

/** How a file is opened; the same numbers everywhere. */
export const ACCESS = { read: 0, write: 1, readWrite: 2 } as const;
const LOCK_EX_NB = 2 | 4;

/**
 * The few functions of the C library that ports need. Each is over at once, and throws a
 * {@linkcode PosixError} if it fails; those that may wait say so and give a promise.
 */
export class Libc {
  readonly platform: Platform;
  readonly #library: LoadedLibc;
  readonly #padding: readonly number[];

  /** Loads the library. Throws `permission.missing` and `source.unsupported`. */
  constructor() {
    const { os, arch, target } = Deno.build;
    const platform = platformOf({ os, arch });
    if (platform === undefined) {
      const message = `Cannot use ports and device files on ${target}: ` +
        "only Linux (x86-64, arm64) and macOS are known";
      throw new ReadoutError("source.unsupported", message);
    }
    this.platform = platform;
    this.#padding = Array<number>(platform.variadicPadding).fill(0);
    this.#library = load(platform);
  }

  /** Opens a file that is never waited for. */
  open(path: string, access: keyof typeof ACCESS): number {
    const { O_NOCTTY, O_NONBLOCK, O_CLOEXEC } = this.platform;
    const flags = ACCESS[access] | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
    return this.#done("open", this.#library.symbols.open(cString(path), flags));
  }

  close(fd: number): void {
    this.#library.symbols.close(fd); // whatever it says, it is closed
  }

  /** Closes on another thread: a line may have bytes left to send. */
  async closeLater(fd: number): Promise<void> {
    await this.#library.symbols.closeLater(fd);
  }

  /** Reads what is there; `undefined` if nothing is yet. */
  read(fd: number, buffer: Uint8Array<ArrayBuffer>): number | undefined {
    return this.#ready("read", this.#library.symbols.read(fd, buffer, BigInt(buffer.length)));
  }

  /** Writes what there is room for; `undefined` if there is none yet. */
  write(fd: number, bytes: Uint8Array<ArrayBuffer>): number | undefined {
    return this.#ready("write", this.#library.symbols.write(fd, bytes, BigInt(bytes.length)));
  }

  /** How many of `count` descriptors something can be done with now. */
  pollNow(descriptors: Deno.PointerValue, count: number): number {
    return this.#library.symbols.poll(descriptors, BigInt(count), 0);
  }

  /** Waits until something can be done with one of `count` descriptors. */
  pollLater(descriptors: Deno.PointerValue, count: number): Promise<number> {
    return this.#library.symbols.pollLater(descriptors, BigInt(count), -1);
  }

  /** Takes memory that outlives JavaScript's; free it. */
  allocate(sizeBytes: number): Deno.PointerObject {
    const pointer = this.#library.symbols.malloc(BigInt(sizeBytes));
    if (pointer === null) throw new PosixError("malloc", "ENOMEM");
    return pointer;
  }

  free(memory: Deno.PointerObject): void {
    this.#library.symbols.free(memory);
  }

  /** Makes a pipe: an end to read from and an end to write into. */
  pipe(): readonly [number, number] {
    const ends = new Int32Array(2);
    const { O_CLOEXEC } = this.platform;
    this.#done("pipe", this.#library.symbols.pipe(new Uint8Array(ends.buffer), O_CLOEXEC));
    return [ends[0]!, ends[1]!];
  }

  /** Asks a driver; most requests read or fill `argument`. */
  ioctl(fd: number, request: number, argument: Uint8Array<ArrayBuffer> | null = null): void {
    const { ioctl } = this.#library.symbols;
    const call = ioctl as unknown as (...values: unknown[]) => number;
    this.#done("ioctl", call(fd, request, ...this.#padding, argument));
  }

  /** Takes the only lock of a file, or throws `EAGAIN`. */
  lock(fd: number): void {
    this.#done("flock", this.#library.symbols.flock(fd, LOCK_EX_NB));
  }

  /** Drops what a line has received and nobody has read. */
  dropInput(fd: number): void {
    this.#done("tcflush", this.#library.symbols.tcflush(fd, this.platform.TCIFLUSH));
  }

  /** Opens the master's end of a new pseudo terminal. */
  openTerminal(): { readonly master: number; readonly path: string } {
    const { O_NOCTTY, O_NONBLOCK, O_CLOEXEC } = this.platform;
    const { symbols } = this.#library;
    const flags = ACCESS.readWrite | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
    const master = this.#done("posix_openpt", symbols.posix_openpt(flags));
    try {
      this.#done("grantpt", symbols.grantpt(master));
      this.#done("unlockpt", symbols.unlockpt(master));
      const path = new Uint8Array(PATH_BYTES);
      if (symbols.ptsname_r(master, path, BigInt(path.length)) !== 0) {
        throw this.#failed("ptsname_r");
      }
      return { master, path: textOf(path) };
    } catch (error) {
      symbols.close(master);
      throw error;
    }
  }

  /** Throws if this user may not read and write a file. */
  mayUse(path: string): void {
    this.#done("access", this.#library.symbols.access(cString(path), 4 | 2));
  }

  /** The path without symbolic links. */
  realPath(path: string): string {
    const real = new Uint8Array(PATH_BYTES);
    if (this.#library.symbols.realpath(cString(path), real) === null) {
      throw this.#failed("realpath");
    }
    return textOf(real);
  }

  /** The names in a folder, in order. */
  namesIn(path: string): string[] {
    const { opendir, readdir, closedir } = this.#library.symbols;
    const folder = opendir(cString(path));
    if (folder === null) throw this.#failed("opendir");
    const names: string[] = [];
    const { nameAtByte } = this.platform.folders;
    for (let entry = readdir(folder); entry !== null; entry = readdir(folder)) {
      names.push(new Deno.UnsafePointerView(entry).getCString(nameAtByte));
    }
    closedir(folder);
    return names.filter((name) => name !== "." && name !== "..").sort();
  }

  /** Lets go of the library. */
  unload(): void {
    this.#library.close();
  }

  #ready(call: string, count: number): number | undefined {
    if (count >= 0) return count;
    const error = this.#failed(call);
    if (error.errno === "EAGAIN" || error.errno === "EINTR") return undefined;
    throw error;
  }

  #done(call: string, result: number): number {
    if (result < 0) throw this.#failed(call);
    return result;
  }

  #failed(call: string): PosixError {
    const errno = new Deno.UnsafePointerView(this.#library.symbols.errno()!).getInt32();
    return new PosixError(call, this.platform.errno[errno] ?? `errno ${errno}`);
  }
}

function load(platform: Platform): LoadedLibc {
  try {
    return loadLibc(platform);
  } catch (error) {
    const isRefused = error instanceof Deno.errors.NotCapable ||
      error instanceof Deno.errors.PermissionDenied;
    const why = error instanceof Error ? error.message : String(error);
    throw isRefused
      ? new ReadoutError(
        "permission.missing",
        "Cannot use ports and device files: Deno refuses calls into the C library: " +
          "run with --allow-ffi",
        { cause: error },
      )
      : new ReadoutError("source.unsupported", `Cannot use ports and device files: ${why}`, {
        cause: error,
      });
  }
}

function cString(text: string): Uint8Array<ArrayBuffer> {
  if (text.includes("\0")) throw new PosixError("open", "ENOENT");
  return new TextEncoder().encode(`${text}\0`);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
}
