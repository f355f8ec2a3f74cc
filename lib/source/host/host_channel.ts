import type { Channel } from "../../contract/channel.ts";
import type { Fault } from "../../contract/fault.ts";

/**
 * A channel of this computer. Disposing it ends it: later reads are bad. One that was made by
 * itself (`host.cpu()`) then closes its files; one of an open `Host` leaves them to its siblings.
 *
 * @typeParam T The type of the values.
 */
export interface HostChannel<T> extends Channel<T>, Disposable {
  /**
   * Which way its values come: `"/proc/stat"`, `"Deno.loadavg"`, `"node:os"`,
   * `"npm:systeminformation"`. The best that Deno's permissions allow; if none is allowed, the one
   * that needs the least.
   */
  readonly via: string;
  /**
   * Why a read would fail, as far as that can be told at once: a permission that is missing (the
   * message names its flag), no battery, no swap. `undefined` if nothing stands in the way.
   * Neither asks for a permission nor loads a package.
   */
  whyUnavailable(): Fault | undefined;
}
