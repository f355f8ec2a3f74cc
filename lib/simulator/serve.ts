import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import type { Transport } from "../contract/transport.ts";
import { isReadoutError } from "../base/readout_error.ts";
import { systemClock } from "../base/system_clock.ts";
import { Conversation } from "./conversation.ts";
import type { SimulatedDevice } from "./simulated_device.ts";

/** How a device is served. */
export interface ServeOptions extends AbortOptions {
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Runs a simulated device on a transport, for one client, until the client hangs up. Each reply is
 * one write. The transport is closed in the end.
 *
 * @param device The device; it may be served on other transports at the same time.
 * @param transport The device's end of the wire.
 * @param options Whose time it is, and a signal.
 * @returns Resolves when the client has gone. Rejects with `signal.reason`, or with what the
 * device's own code threw.
 *
 * @example A multimeter on a cable in memory
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { dmm, loopback } from "@readout/readout/simulator";
 *
 * await using cable = loopback();
 * const serving = serve(dmm({ identity: "ACME,DMM1,0,1.0" }), cable.far);
 * await cable.near.write(new TextEncoder().encode("*IDN?\n"));
 * const chunk = await cable.near.read();
 * strictEqual(chunk.kind === "bytes" && new TextDecoder().decode(chunk.bytes), "ACME,DMM1,0,1.0\n");
 * await cable.near.closeWrite();
 * await serving;
 * ```
 */
export async function serve<Q>(
  device: SimulatedDevice<Q>,
  transport: Transport,
  options: ServeOptions = {},
): Promise<void> {
  const { signal, clock = systemClock } = options;
  const over = new AbortController();
  const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  const conversation = new Conversation(device, transport, clock, either);
  const speaking = conversation.speak().catch((error) => {
    if (!over.signal.aborted) over.abort(error); // it also ends the listening
  });
  try {
    await conversation.listen();
  } catch (error) {
    if (!isReadoutError(error) || error.code !== "link.closed") throw error;
  } finally {
    over.abort();
    await transport[Symbol.asyncDispose]();
    await speaking;
  }
}
