import type { HostSystem } from "./host_system.ts";
import { printable } from "../../base/printable.ts";

/**
 * A permission that a sensor needs.
 *
 * - `all`: everything. Deno opens /proc and /sys, and what can be asked to run programs, to nobody
 *   else: even `--allow-read` without limits is refused.
 * - `sys`: one fact about the system.
 * - `read`: one path.
 */
export type PermissionNeed =
  | { readonly kind: "all" }
  | {
    readonly kind: "sys";
    readonly name: "cpus" | "loadavg" | "osUptime" | "statfs" | "systemMemoryInfo";
  }
  | { readonly kind: "read"; readonly path: string };

/** Every permission there is; `/proc/stat` is refused as soon as one is missing or limited. */
const EVERY = ["read", "write", "net", "env", "run", "ffi", "sys", "import"] as const;

/** The flags that give what is not given yet, such as `["--allow-sys=cpus"]`. Asks nobody. */
export function missingFlags(system: HostSystem, needs: readonly PermissionNeed[]): string[] {
  return needs.filter((need) => !isGranted(system, need)).map(flagOf);
}

function isGranted(system: HostSystem, need: PermissionNeed): boolean {
  switch (need.kind) {
    case "all":
      return EVERY.every((name) => system.granted({ name } as Deno.PermissionDescriptor));
    case "sys":
      return system.granted({ name: "sys", kind: need.name } as Deno.SysPermissionDescriptor);
    case "read":
      return system.granted({ name: "read", path: need.path });
  }
}

function flagOf(need: PermissionNeed): string {
  switch (need.kind) {
    case "all":
      return "--allow-all";
    case "sys":
      return `--allow-sys=${need.name}`;
    case "read":
      return `--allow-read=${printable(need.path)}`;
  }
}
