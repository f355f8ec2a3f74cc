import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Transport } from "../../contract/transport.ts";
import { DescriptorTransport } from "../descriptor_transport.ts";
import { openFailed } from "../open_failed.ts";
import { posixSystem } from "../../posix/posix_system.ts";

/** Which device file, and what for. */
export interface DeviceOptions extends AbortOptions {
  /** The file's path, such as `/dev/hidraw0`. */
  readonly path: string;
  /** What it is opened for. Default: `"readWrite"`. */
  readonly access?: "read" | "write" | "readWrite" | undefined;
}

/**
 * Opens a character device, or a named pipe, as a transport. Nothing is set on it, and nobody else
 * is kept out. Its driver must tell by `poll()` when there is something to read; the kernel's driver
 * of `/dev/usbtmc0` does not.
 *
 * Calls the system's C library, so it needs `--allow-ffi`. Linux; macOS is written and untested.
 *
 * @param options Which file, what for, and a signal.
 * @returns A transport that is ready. `closeWrite()` rejects with a `TypeError`. Rejects with
 * `address.in-use`, `link.failed`, `permission.missing`, `source.unsupported`, or `signal.reason`.
 *
 * @example The first bytes of a keypad
 * ```ts no-eval
 * await using keypad = await openDevice({ path: "/dev/hidraw0" });
 * console.log(await keypad.read());
 * ```
 */
// deno-lint-ignore require-await -- what it throws is a rejection
export async function openDevice(options: DeviceOptions): Promise<Transport> {
  const { path, access = "readWrite", signal } = options;
  signal?.throwIfAborted();
  const label = `device:${path}`;
  const posix = posixSystem.use();
  try {
    const fd = posix.libc.open(path, access);
    return new DescriptorTransport(posix, fd, { label, end: "eof" });
  } catch (error) {
    posix[Symbol.dispose]();
    throw openFailed(label, error);
  }
}
