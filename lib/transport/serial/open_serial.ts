import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import { ReadoutError } from "../../base/readout_error.ts";
import { systemClock } from "../../base/system_clock.ts";
import type { Libc } from "../../posix/libc.ts";
import { openFailed } from "../open_failed.ts";
import { posixSystem } from "../../posix/posix_system.ts";
import { lineSettings, setLine } from "../../posix/termios.ts";
import { withoutFailing } from "../../posix/without_failing.ts";
import { lineSettingsOf, refusedSettings, type SerialSettings } from "./serial_options.ts";
import { getSignals } from "./serial_signals.ts";
import { SerialTransport } from "./serial_transport.ts";

/** Which serial port, and how its line is set. */
export interface SerialOptions extends SerialSettings, AbortOptions {
  /** The port's path, such as `/dev/ttyUSB0`, or better one of `/dev/serial/by-id`. */
  readonly path: string;
  /** Whose time breaks take. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Opens a serial port for this program alone. Bytes go through as they are, and what was received
 * before is dropped. Where the driver can, it hands bytes over without gathering them first.
 *
 * Calls the system's C library, so it needs `--allow-ffi`. Linux; macOS is written and untested.
 *
 * @param options Which port, how its line is set, and a signal.
 * @returns A transport that is ready. Rejects with `address.in-use` (another program has it),
 * `link.failed` (no such port, not allowed, no serial port, or settings that its driver refuses),
 * `permission.missing`, `source.unsupported` (not on this system), a `RangeError` for settings that
 * no line can have, or `signal.reason`.
 *
 * @example Asking an instrument by hand
 * ```ts no-eval
 * await using port = await openSerial({ path: "/dev/ttyUSB0", baudRate: 115_200 });
 * await port.write(new TextEncoder().encode("*IDN?\n"));
 * const chunk = await port.read();
 * if (chunk.kind === "bytes") console.log(new TextDecoder().decode(chunk.bytes));
 * ```
 */
// deno-lint-ignore require-await -- what it throws is a rejection
export async function openSerial(options: SerialOptions): Promise<SerialTransport> {
  const { path, signal, clock = systemClock } = options;
  signal?.throwIfAborted();
  const settings = lineSettingsOf(options);
  const label = `serial://${path}`;
  const posix = posixSystem.use();
  const { libc } = posix;
  let fd: number | undefined;
  try {
    fd = libc.open(path, "readWrite");
    lineSettings(libc, fd); // a file that is no line ends here
    libc.lock(fd); // keeps out those that ask, the next line those that do not
    libc.ioctl(fd, libc.platform.TIOCEXCL);
    setLine(libc, fd, settings);
    const actual = lineSettings(libc, fd);
    // What has no wires, as a pseudo terminal, has no bits on a wire either.
    const wires = withoutFailing(() => getSignals(libc, fd!));
    const { dataBits, parity } = actual;
    const asked = wires ? settings : { ...settings, dataBits, parity };
    const refused = refusedSettings(asked, actual);
    if (refused.length > 0) throw refusedError(label, refused);
    withoutFailing(() => hurry(libc, fd!));
    libc.dropInput(fd);
    return new SerialTransport(posix, fd, label, clock);
  } catch (error) {
    if (fd !== undefined) libc.close(fd);
    posix[Symbol.dispose]();
    throw openFailed(label, error);
  }
}

function refusedError(label: string, refused: readonly string[]): ReadoutError {
  const message = `Cannot open ${label}: ${refused.join("; ")}; ask for what it can do`;
  return new ReadoutError("link.failed", message, { address: label });
}

/** Lets the driver hand over every byte at once, instead of some milliseconds later. */
function hurry(libc: Libc, fd: number): void {
  const { serial } = libc.platform;
  if (serial === undefined) return;
  const state = new Uint8Array(serial.sizeBytes);
  libc.ioctl(fd, serial.TIOCGSERIAL, state);
  const view = new DataView(state.buffer);
  const flags = view.getInt32(serial.flagsAtByte, true);
  view.setInt32(serial.flagsAtByte, flags | serial.flag, true);
  libc.ioctl(fd, serial.TIOCSSERIAL, state);
}
