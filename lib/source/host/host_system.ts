/** A file that is open: the part of `Deno.FsFile` that reading it again and again takes. */
export type OpenFile = Pick<Deno.FsFile, "seekSync" | "readSync" | "close">;

/** What one core has spent its time on since the start, in ms, as `node:os` tells it. */
export interface CoreTimes {
  /** The milliseconds. */
  readonly times: {
    readonly user: number;
    readonly nice: number;
    readonly sys: number;
    readonly idle: number;
    readonly irq: number;
  };
}

/** The size of a file system, as `statfs` tells it. */
export interface FileSystemSpace {
  /** Bytes in one block. */
  readonly bsize: number;
  /** Blocks in all. */
  readonly blocks: number;
  /** Free blocks. */
  readonly bfree: number;
  /** Free blocks that everybody may use. */
  readonly bavail: number;
}

/** The part of `npm:systeminformation` that is used. */
export interface SystemInformation {
  /** The battery; `timeRemaining` in minutes. */
  battery(): Promise<{
    readonly hasBattery: boolean;
    readonly isCharging: boolean;
    readonly acConnected: boolean;
    readonly percent: number;
    readonly timeRemaining: number | null;
  }>;
  /** The temperature of the processor in degrees Celsius; `null` if nobody knows. */
  cpuTemperature(): Promise<{ readonly main: number | null }>;
  /** Bytes per second read and written since its last call; `null` on Windows. */
  fsStats(): Promise<
    { readonly rx_sec: number | null; readonly wx_sec: number | null } | null
  >;
  /** Bytes per second over the default interface since its last call. */
  networkStats(): Promise<
    readonly { readonly rx_sec: number | null; readonly tx_sec: number | null }[]
  >;
}

/**
 * What the sensors need from this computer: everything that a test replaces to be another one.
 * None of it asks the user for a permission if {@linkcode HostSystem.granted} was asked first.
 */
export interface HostSystem {
  /** Which operating system it is. */
  readonly os: typeof Deno.build.os;
  /** Whether a permission is given in full, without asking for it. */
  granted(permission: Deno.PermissionDescriptor): boolean;
  /** Opens a file for reading. */
  open(path: string): OpenFile;
  /** A small file's text. */
  readText(path: string): Promise<string>;
  /** A small file's text, at once: only for files that the kernel answers from memory. */
  readTextSync(path: string): string;
  /** The names in a directory; none if there is no such directory. */
  names(directory: string): string[];
  /** How many cores this process may use. */
  coreCount(): number;
  /** What each core has spent its time on. */
  coreTimes(): Promise<readonly CoreTimes[]>;
  /** Mean lengths of the run queue over 1, 5 and 15 minutes. */
  loadAverages(): readonly number[];
  /** Memory and swap, in bytes. */
  memory(): Deno.SystemMemoryInfo;
  /** How long the computer has been up, in seconds. */
  uptimeSeconds(): number;
  /** The memory that this process holds, in bytes. */
  processMemoryBytes(): number;
  /** The size of the file system that `path` is on. */
  space(path: string): Promise<FileSystemSpace>;
  /** Loads `npm:systeminformation`. */
  information(): Promise<SystemInformation>;
}
