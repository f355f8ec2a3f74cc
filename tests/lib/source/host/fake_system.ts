import type {
  CoreTimes,
  FileSystemSpace,
  HostSystem,
  OpenFile,
  SystemInformation,
} from "../../../../lib/source/host/host_system.ts";

/** What a fake computer has, besides its files. */
export interface FakeFacts {
  readonly os?: HostSystem["os"];
  /** `"all"`, or such as `"sys:cpus"` and `"read:/"`. Default: all. */
  readonly granted?: readonly string[];
  readonly information?: Partial<SystemInformation>;
  /** The most bytes that one read of an open file gives. */
  readonly chunkBytes?: number;
}

/** A computer of a test's making. It refuses, as Deno does, whatever is not granted. */
export class FakeSystem implements HostSystem {
  readonly os: HostSystem["os"];
  /** Its files in /proc and /sys, by path; its folders follow from them. */
  readonly files = new Map<string, string>();
  grants: readonly string[];
  cores: CoreTimes[] = [];
  load: readonly number[] = [0.5, 1, 1.5];
  memoryInfo: Partial<Deno.SystemMemoryInfo> = {};
  spaces: Readonly<Record<string, FileSystemSpace>> = {};
  /** Files that are open now. */
  openFiles = 0;
  /** How often each path has been opened. */
  readonly opened: string[] = [];
  readonly #information: Partial<SystemInformation>;
  readonly #chunkBytes: number;

  constructor(facts: FakeFacts = {}, files: Readonly<Record<string, string>> = {}) {
    this.os = facts.os ?? "linux";
    this.grants = facts.granted ?? ["all"];
    this.#information = facts.information ?? {};
    this.#chunkBytes = facts.chunkBytes ?? Infinity;
    for (const [path, text] of Object.entries(files)) this.files.set(path, text);
  }

  granted(permission: Deno.PermissionDescriptor): boolean {
    if (this.grants.includes("all")) return true;
    const { name } = permission;
    const detail = name === "sys" ? permission.kind : name === "read" ? permission.path : undefined;
    return this.grants.includes(detail === undefined ? name : `${name}:${detail}`);
  }

  open(path: string): OpenFile {
    this.#refuseUnless("all");
    this.#text(path);
    this.opened.push(path);
    this.openFiles++;
    let bytes = new Uint8Array();
    let at = 0;
    return {
      seekSync: () => {
        bytes = new TextEncoder().encode(this.#text(path));
        return at = 0;
      },
      readSync: (into) => {
        const size = Math.min(into.length, bytes.length - at, this.#chunkBytes);
        into.set(bytes.subarray(at, at + size));
        at += size;
        return size === 0 ? null : size;
      },
      close: () => void this.openFiles--,
    };
  }

  readTextSync(path: string): string {
    this.#refuseUnless("all");
    return this.#text(path);
  }

  readText(path: string): Promise<string> {
    return new Promise((resolve) => resolve(this.readTextSync(path)));
  }

  names(directory: string): string[] {
    this.#refuseUnless("all");
    const inside = [...this.files.keys()].filter((path) => path.startsWith(`${directory}/`));
    return [...new Set(inside.map((path) => path.slice(directory.length + 1).split("/")[0]!))];
  }

  coreCount(): number {
    return this.cores.length;
  }

  coreTimes(): Promise<readonly CoreTimes[]> {
    this.#refuseUnless("all", "sys:cpus");
    return Promise.resolve(this.cores);
  }

  loadAverages(): readonly number[] {
    this.#refuseUnless("all", "sys:loadavg");
    return this.load;
  }

  memory(): Deno.SystemMemoryInfo {
    this.#refuseUnless("all", "sys:systemMemoryInfo");
    const none = { total: 0, free: 0, available: 0, buffers: 0, cached: 0 };
    return { ...none, swapTotal: 0, swapFree: 0, ...this.memoryInfo };
  }

  uptimeSeconds(): number {
    this.#refuseUnless("all", "sys:osUptime");
    return 3_600;
  }

  processMemoryBytes(): number {
    return 50_000_000;
  }

  space(path: string): Promise<FileSystemSpace> {
    this.#refuseUnless("all", `read:${path}`);
    const space = this.spaces[path];
    if (space !== undefined) return Promise.resolve(space);
    return Promise.reject(Object.assign(new Error("no such file"), { code: "ENOENT" }));
  }

  information(): Promise<SystemInformation> {
    this.#refuseUnless("all");
    return Promise.resolve(this.#information as SystemInformation);
  }

  #text(path: string): string {
    const text = this.files.get(path);
    if (text === undefined) throw new Deno.errors.NotFound(`no ${path}`);
    return text;
  }

  #refuseUnless(...grants: readonly string[]): void {
    if (grants.some((grant) => this.grants.includes(grant))) return;
    throw new Error(`Deno would have asked the user for ${grants.join(" or ")}`);
  }
}

/** A processor's times as `/proc/stat` shows them: one line for all, one for each core. */
export function procStat(...cores: readonly string[]): string {
  const total = cores[0]!.split(" ").map((_, column) =>
    cores.reduce((sum, core) => sum + Number(core.split(" ")[column]), 0)
  );
  const lines = cores.map((core, index) => `cpu${index} ${core}\n`);
  return `cpu  ${total.join(" ")}\n${lines.join("")}intr 254767 0 0\nctxt 522298\n`;
}
