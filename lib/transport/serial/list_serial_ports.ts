import { ReadoutError } from "../../base/readout_error.ts";
import type { Libc } from "../../posix/libc.ts";
import { PosixError } from "../../posix/posix_error.ts";
import { posixSystem } from "../../posix/posix_system.ts";
import { withoutFailing } from "../../posix/without_failing.ts";
import { portOf } from "./port_of.ts";
import type { SerialPortInfo } from "./serial_port_info.ts";

export type { SerialPortInfo };

/** Where serial ports are looked for. */
export interface ListSerialPortsOptions {
  /** The folder that holds `sys` and `dev`. Default: `/`. */
  readonly root?: string | undefined;
}

/**
 * Lists the serial ports of this computer, those too that this user may not open.
 *
 * Deno itself reads `/sys` only with `--allow-all`; this asks the system's C library instead, and so
 * needs `--allow-ffi`, as opening a port does. Linux; on macOS, where it is written and untested,
 * only paths are known.
 *
 * @param options Where to look.
 * @returns The ports, ordered by path. Rejects with `source.absent` (this system tells of no ports),
 * `source.failed`, `permission.missing` or `source.unsupported`.
 *
 * @example Which ports there are, and what is wrong with them
 * ```ts no-eval
 * for (const { path, product, problem } of await listSerialPorts()) {
 *   console.log(path, product ?? "", problem ?? "");
 * }
 * ```
 */
// deno-lint-ignore require-await -- what it throws is a rejection
export async function listSerialPorts(
  { root = "/" }: ListSerialPortsOptions = {},
): Promise<SerialPortInfo[]> {
  using posix = posixSystem.use();
  const { libc } = posix;
  try {
    return Deno.build.os === "darwin" ? onMac(libc, root) : onLinux(libc, root.replace(/\/$/, ""));
  } catch (error) {
    if (!(error instanceof PosixError)) throw error;
    const code = error.errno === "ENOENT" ? "source.absent" : "source.failed";
    throw new ReadoutError(code, `Cannot list serial ports: ${error.message}`, { cause: error });
  }
}

function onMac(libc: Libc, root: string): SerialPortInfo[] {
  const names = libc.namesIn(`${root}dev`).filter((name) => name.startsWith("cu."));
  return names.map((name) => ({ path: `${root}dev/${name}` }));
}

function onLinux(libc: Libc, root: string): SerialPortInfo[] {
  const byId = byIdPaths(libc, `${root}/dev/serial/by-id`);
  const names = libc.namesIn(`${root}/sys/class/tty`).toSorted(byNumber);
  return names.map((name) => portOf(libc, root, name, byId)).filter((port) => port !== undefined);
}

/** The links that udev makes, by the path of the port. */
function byIdPaths(libc: Libc, folder: string): Map<string, string> {
  const links = withoutFailing(() => libc.namesIn(folder)) ?? [];
  const paths = new Map<string, string>();
  for (const name of links) {
    const link = `${folder}/${name}`;
    const path = withoutFailing(() => libc.realPath(link));
    if (path !== undefined) paths.set(path, link);
  }
  return paths;
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
