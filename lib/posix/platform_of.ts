import { darwin } from "./darwin.ts";
import { LINUX } from "./linux.ts";
import type { Platform } from "./platform.ts";

/** The numbers of a system, or nothing where this library does not know them. */
export function platformOf({ os, arch }: { os: string; arch: string }): Platform | undefined {
  if (os === "darwin") return darwin(arch);
  return os === "linux" && (arch === "x86_64" || arch === "aarch64") ? LINUX : undefined;
}
