import type { AbortOptions } from "../contract/abort_options.ts";
import type { Transport } from "../contract/transport.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { loopback } from "../transport/loopback/loopback.ts";
import { Host, type HostOptions, type ServedDevice } from "./host.ts";
import type { SimulatedDevice } from "./simulated_device.ts";

/** A device that is served in memory. */
export interface LoopbackDevice extends ServedDevice {
  /**
   * Connects to it, as a link's `open` does. Rejects with `link.failed` while it takes no
   * connection, or with `signal.reason`.
   */
  open(options?: AbortOptions): Promise<Transport>;
}

/**
 * Serves a simulated device in memory: no port, no permission, and in virtual time if its clock is.
 *
 * @param device The device.
 * @param options Which faults, whose time, and a signal that ends it.
 *
 * @example A client, and a fault on demand
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { dmm } from "@readout/readout/simulator";
 *
 * await using meter = serveLoopback(dmm({ identity: "ACME,DMM1,0,1.0" }));
 * await using wire = await meter.open();
 * meter.faults.next("duplicated");
 * await wire.write(new TextEncoder().encode("*IDN?\n"));
 * const chunk = await wire.read();
 * const text = chunk.kind === "bytes" && new TextDecoder().decode(chunk.bytes);
 * strictEqual(text, "ACME,DMM1,0,1.0\nACME,DMM1,0,1.0\n");
 * ```
 */
export function serveLoopback<Q>(
  device: SimulatedDevice<Q>,
  options: HostOptions = {},
): LoopbackDevice {
  const address = `loopback:${device.name}`;
  let isOpen = false;
  const host = new Host(device, options, {
    open: () => isOpen = true,
    close: () => isOpen = false,
  });
  return {
    address,
    faults: host.faults,
    get clients(): number {
      return host.clients;
    },
    open: ({ signal } = {}) => {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (!isOpen) {
        const text = `Cannot connect to ${address}: it takes no connection now`;
        return Promise.reject(new ReadoutError("link.failed", text, { address }));
      }
      const { near, far } = loopback();
      host.welcome(far);
      return Promise.resolve(near);
    },
    hangUp: () => host.hangUp(),
    refuse: () => host.refuse(),
    admit: () => host.admit(),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
