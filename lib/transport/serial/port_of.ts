import type { Libc } from "../../posix/libc.ts";
import { PosixError } from "../../posix/posix_error.ts";
import { smallFile } from "../../posix/small_file.ts";
import { withoutFailing } from "../../posix/without_failing.ts";
import type { SerialPortInfo } from "./serial_port_info.ts";

/**
 * What Linux tells of a terminal line in `/sys/class/tty`, or nothing if it is no serial port: a
 * console has no device behind it, and a UART that was not found has type 0.
 */
export function portOf(
  libc: Libc,
  root: string,
  name: string,
  byIdPaths: ReadonlyMap<string, string>,
): SerialPortInfo | undefined {
  const folder = `${root}/sys/class/tty/${name}`;
  const path = `${root}/dev/${name}`;
  let device: string;
  try {
    device = libc.realPath(`${folder}/device`);
    const isMissing = withoutFailing(() => smallFile(libc, `${folder}/type`)) === "0";
    if (isMissing) return undefined;
  } catch (error) {
    if (!(error instanceof PosixError)) throw error;
    return error.errno === "ENOENT" ? undefined : { path, problem: error.message };
  }
  const byIdPath = withoutFailing(() => byIdPaths.get(libc.realPath(path)));
  const problem = problemOf(() => libc.mayUse(path));
  return {
    path,
    ...defined({ byIdPath, driver: driverOf(libc, device) }),
    ...usbOf(libc, device),
    ...defined({ problem }),
  };
}

/** The kernel's own layer between a UART and its driver, from Linux 6.5 on. */
const BETWEEN = ["port", "ctrl"];

function driverOf(libc: Libc, device: string): string | undefined {
  for (let folder = device; folder !== ""; folder = parentOf(folder)) {
    const path = withoutFailing(() => libc.realPath(`${folder}/driver`));
    const name = path?.split("/").at(-1);
    if (name === undefined || !BETWEEN.includes(name)) return name;
  }
  return undefined;
}

/** What the USB device that a port belongs to tells, if it belongs to one. */
function usbOf(libc: Libc, device: string): Partial<SerialPortInfo> {
  for (let folder = device; folder !== ""; folder = parentOf(folder)) {
    const text = (name: string): string | undefined =>
      withoutFailing(() => smallFile(libc, `${folder}/${name}`));
    const vendor = text("idVendor");
    if (vendor === undefined) continue;
    return defined({
      usbVendorId: hexadecimal(vendor),
      usbProductId: hexadecimal(text("idProduct")),
      serialNumber: text("serial"),
      manufacturer: text("manufacturer"),
      product: text("product"),
    });
  }
  return {};
}

function problemOf(call: () => void): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof PosixError) return error.message;
    throw error;
  }
}

function hexadecimal(text = ""): number | undefined {
  return /^[0-9a-f]{4}$/i.test(text) ? Number(`0x${text}`) : undefined;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(properties: T): Defined<T> {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
