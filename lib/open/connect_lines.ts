import { LineDevice } from "../instrument/lines.ts";
import { AskedLineDevice } from "../instrument/lines_asked.ts";
import {
  lineFormat,
  type Packets,
  type PlainLines,
  type TextLines,
} from "../instrument/lines_format.ts";
import { Link } from "../link/link.ts";
import { Listener } from "../link/listener.ts";
import type { Resync } from "../link/resync.ts";
import type { OpenAskedOptions, OpenUnaskedOptions } from "./open_lines_options.ts";
import { isSerialLine } from "./is_serial_line.ts";
import { transportOpener } from "./open_transport.ts";

/** What `openLines()` does for a device that talks unasked, loaded when it is first needed. */
export async function connectLines<M>(
  address: string,
  options: OpenUnaskedOptions & (PlainLines | TextLines<M> | Packets<M>),
): Promise<LineDevice<M>> {
  const device = linesAt<M>(address, options);
  await device.listener.start(options);
  return device;
}

/** The device at an address that talks unasked; it is connected when its listener is started. */
export function linesAt<M>(
  address: string,
  options: OpenUnaskedOptions & (PlainLines | TextLines<M> | Packets<M>),
): LineDevice<M> {
  const format = lineFormat<M>(options);
  const hello = (options.init ?? []).map(format.encode);
  const listener = new Listener<M>({
    ...options,
    address,
    open: transportOpener(address, options),
    decoder: format.decoder,
    init: async (send) => {
      for (const bytes of hello) await send(bytes);
    },
  });
  return new LineDevice(listener, format, options);
}

/** What `openLines()` does for a device that is asked. */
export async function connectAskedLines<M>(
  address: string,
  options: OpenAskedOptions & (PlainLines | TextLines<M> | Packets<M>),
): Promise<AskedLineDevice<M>> {
  const format = lineFormat<M>(options);
  const { resync = resyncOf(address, options), signal, ...rest } = options;
  const link = new Link({ ...rest, resync, address, open: transportOpener(address, options) });
  try {
    await link.send(new Uint8Array(), { signal }); // which connects
  } catch (error) {
    await link[Symbol.asyncDispose]();
    throw error;
  }
  return new AskedLineDevice(link, format, options);
}

/** On a serial line a late answer outlives the connection: it may take twice its time there. */
function resyncOf(address: string, { replyTimeoutMs = 1_000 }: OpenAskedOptions): Resync {
  return isSerialLine(address) ? { kind: "drain", quietMs: replyTimeoutMs } : { kind: "reopen" };
}
