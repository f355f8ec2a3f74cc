import type { HostSystem } from "./host_system.ts";

/** Not written as an import: an npm package of one is resolved, and fetched, at every start. */
const INFORMATION = new URL("../../deps/systeminformation.ts", import.meta.url).href;

/**
 * This computer, as Deno shows it. What costs start-up time (`node:os`: 13 ms,
 * `npm:systeminformation`: 100 ms) is loaded when it is first asked, and only then.
 */
export const denoSystem: HostSystem = {
  os: Deno.build.os,
  granted(permission: Deno.PermissionDescriptor): boolean {
    const { state, partial } = Deno.permissions.querySync(permission);
    return state === "granted" && !partial;
  },
  open: (path: string) => Deno.openSync(path),
  readText: (path: string) => Deno.readTextFile(path),
  readTextSync: (path: string) => Deno.readTextFileSync(path),
  names(directory: string): string[] {
    try {
      return Array.from(Deno.readDirSync(directory), (entry) => entry.name);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  },
  coreCount: () => navigator.hardwareConcurrency,
  coreTimes: async () => (await import("../../deps/node_os.ts")).cpus(),
  loadAverages: () => Deno.loadavg(),
  memory: () => Deno.systemMemoryInfo(),
  uptimeSeconds: () => Deno.osUptime(),
  processMemoryBytes: () => Deno.memoryUsage().rss,
  space: async (path: string) => await (await import("../../deps/node_fs.ts")).statfs(path),
  information: async () => await import(INFORMATION),
};
