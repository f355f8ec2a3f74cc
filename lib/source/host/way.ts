import type { Reader } from "../../contract/channel.ts";
import type { PermissionNeed } from "./permission_need.ts";

/** One way to a sensor's value. A sensor has one or several, the best first. */
export interface Way<T> {
  /** Where it comes from, such as `"/proc/stat"`. */
  readonly via: string;
  /** What Deno must have been given. */
  readonly needs: readonly PermissionNeed[];
  /** Fetches a value; throws a `SensorFault` that says why there is none. */
  readonly read: Reader<T>;
  /** Throws the `SensorFault` that a read would end with, if that can be told cheaply. */
  readonly check?: (() => void) | undefined;
}
