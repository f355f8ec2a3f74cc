import { openPty } from "../transport/pty/open_pty.ts";
import { checkPlanFor } from "./fault/fault_plan.ts";
import { Faults } from "./fault/faults.ts";
import { faulty } from "./fault/faulty.ts";
import type { HostOptions } from "./host.ts";
import { serve } from "./serve.ts";
import type { SimulatedDevice } from "./simulated_device.ts";

/** A device on a serial port without hardware. Disposing it unplugs it. */
export interface PtyDevice extends AsyncDisposable {
  /** Where it is, such as `serial:///dev/pts/3`. */
  readonly address: string;
  /** The port to open, such as `/dev/pts/3`. */
  readonly path: string;
  /** What goes wrong: change it, ask for one, count. */
  readonly faults: Faults;
}

/**
 * Serves a simulated device on a pseudo terminal, which any program opens as a serial port. As a
 * device on a wire, it does not see who opens and closes the port; what it says unasked waits there.
 * The faults `reset` and `away` unplug it for good, and those of connections do not happen.
 *
 * Calls the system's C library, so it needs `--allow-ffi`. Linux; macOS is written and untested.
 *
 * @param device The device.
 * @param options Which faults, whose time, and a signal that ends it.
 * @returns What is served. Rejects as `openPty()` does.
 *
 * @example A multimeter on a serial port
 * ```ts no-eval
 * import { openScpi } from "@readout/readout";
 * import { dmm } from "@readout/readout/simulator";
 *
 * await using device = await servePty(dmm());
 * await using meter = await openScpi(device.address);
 * ```
 */
export async function servePty<Q>(
  device: SimulatedDevice<Q>,
  options: HostOptions = {},
): Promise<PtyDevice> {
  const { faults: wanted = {}, random, clock, signal } = options;
  const faults = wanted instanceof Faults ? wanted : new Faults(wanted, random);
  checkPlanFor(device, faults.plan);
  const pty = await openPty({ signal });
  const asAnother = device.asAnother?.bind(device);
  const wire = faulty(pty.transport, faults, { clock, asAnother });
  const over = new AbortController();
  const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  const serving = served(serve(device, wire, { clock, signal: either }), either);
  return {
    address: `serial://${pty.path}`,
    path: pty.path,
    faults,
    async [Symbol.asyncDispose](): Promise<void> {
      over.abort();
      const failure = await serving;
      await pty[Symbol.asyncDispose]();
      if (failure) throw failure.error;
    },
  };
}

/** What the device's own code threw, if it did. */
async function served(
  serving: Promise<void>,
  signal: AbortSignal,
): Promise<{ readonly error: unknown } | undefined> {
  try {
    await serving;
    return undefined;
  } catch (error) {
    return error === signal.reason ? undefined : { error };
  }
}
