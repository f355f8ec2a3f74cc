import type { AbortOptions } from "../contract/abort_options.ts";
import type { LinkOptions } from "../link/link_options.ts";
import type { ListenerTuning, StartOptions } from "../link/listener_options.ts";
import type { Resync } from "../link/resync.ts";
import type { PairsOptions } from "../protocol/framing/pairs.ts";
import type { ConnectOptions } from "./open_transport.ts";

/** How a device is opened that says lines or packets unasked: its waits are those of a listener. */
export interface OpenUnaskedOptions extends ListenerTuning, StartOptions, ConnectOptions {
  /** It talks by itself. */
  readonly talks?: "unasked" | undefined;
  /** Lines or packets that are sent after each connecting, such as `["START"]`. */
  readonly init?: readonly (string | Uint8Array)[] | undefined;
  /** How pairs are written, for `number("t")`. Default: as in `t=21.4;h=40`. */
  readonly pairs?: PairsOptions<string> | undefined;
}

/** How a device is opened that answers questions: its waits are those of a link. */
export interface OpenAskedOptions
  extends AbortOptions, ConnectOptions, Omit<LinkOptions, "address" | "open"> {
  /** It says something when it is asked. */
  readonly talks: "asked";
  /**
   * How it gets back into step after a timeout, so that a late answer is never another question's. By
   * default a socket is connected anew, and a serial line is listened to until it has been silent for
   * `replyTimeoutMs`: a device that may answer later than twice that needs a longer one.
   */
  readonly resync?: Resync | undefined;
  /** How pairs are written, for `number("DATA?", { where: "t" })`. Default: as in `t=21.4;h=40`. */
  readonly pairs?: PairsOptions<string> | undefined;
}
