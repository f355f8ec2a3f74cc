import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Transport } from "../../contract/transport.ts";
import { DescriptorTransport } from "../descriptor_transport.ts";
import { openFailed } from "../open_failed.ts";
import { posixSystem } from "../../posix/posix_system.ts";
import { setLine } from "../../posix/termios.ts";

/** A serial port without hardware: whoever opens `path` talks to `transport`. */
export interface Pty extends AsyncDisposable {
  /** The port to open, such as `/dev/pts/3`. */
  readonly path: string;
  /** The other end. It does not notice who opens and closes the port, as a device on a wire. */
  readonly transport: Transport;
}

/**
 * Makes a pseudo terminal: a port that programs open as a serial port, and its other end. Bytes go
 * through as they are. Disposing it is unplugging: whoever has the port open learns that it is gone.
 *
 * Calls the system's C library, so it needs `--allow-ffi`. Linux; macOS is written and untested.
 *
 * @param options A signal.
 * @returns The port and its other end. Rejects with `link.failed`, `permission.missing`,
 * `source.unsupported`, or `signal.reason`.
 *
 * @example A device that says hello to whoever opens the port
 * ```ts no-eval
 * await using pty = await openPty();
 * console.log(`cat ${pty.path}`);
 * await pty.transport.write(new TextEncoder().encode("hello\n"));
 * ```
 */
// deno-lint-ignore require-await -- what it throws is a rejection
export async function openPty({ signal }: AbortOptions = {}): Promise<Pty> {
  signal?.throwIfAborted();
  const posix = posixSystem.use();
  const { libc } = posix;
  const opened: number[] = [];
  try {
    const { master, path } = libc.openTerminal();
    opened.push(master);
    // While the port is open here too, its settings stay, and the other end sees nobody leave.
    const port = libc.open(path, "readWrite");
    opened.push(port);
    setLine(libc, port, PLAIN);
    const transport = new DescriptorTransport(posix, master, {
      label: `pty:${path}`,
      end: "link.closed",
      beforeClose: () => libc.close(port),
    });
    return {
      path,
      transport,
      [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
    };
  } catch (error) {
    for (const fd of opened) libc.close(fd);
    posix[Symbol.dispose]();
    throw openFailed("a pseudo terminal", error);
  }
}

const PLAIN = {
  baudRate: 9_600,
  dataBits: 8,
  stopBits: 1,
  parity: "none",
  flowControl: "none",
} as const;
