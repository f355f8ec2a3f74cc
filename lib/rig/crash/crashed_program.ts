import { VERSION } from "../../base/version.ts";
import type { CrashedProgram } from "./crash_report.ts";
import { redactArgs } from "./redact.ts";

const PERMISSIONS = ["read", "write", "net", "env", "sys", "run", "ffi", "import"] as const;

/** This process, as a crash file tells of it. Needs no permission. */
export function crashedProgram(): CrashedProgram {
  const { deno, v8 } = Deno.version;
  return {
    ...{ version: VERSION, deno, v8 },
    os: `${Deno.build.os} ${Deno.build.arch}`,
    pid: Deno.pid,
    args: redactArgs([Deno.mainModule, ...Deno.args]),
    permissions: PERMISSIONS.filter((name) => isGranted({ name })),
    openFiles: openFiles(),
    memory: { ...Deno.memoryUsage() },
  };
}

function isGranted(permission: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(permission).state === "granted";
}

/** Only Linux tells, and only if everything is allowed. */
function openFiles(): number | undefined {
  const path = "/proc/self/fd";
  try {
    // Without the permission, Deno would ask for it on a terminal.
    if (!isGranted({ name: "read", path })) return undefined;
    return [...Deno.readDirSync(path)].length;
  } catch {
    return undefined;
  }
}
