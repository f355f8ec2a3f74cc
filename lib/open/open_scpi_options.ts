import type { AbortOptions } from "../contract/abort_options.ts";
import type { ScpiOptions } from "../instrument/scpi_options.ts";
import type { LinkOptions, LinkTurn } from "../link/link_options.ts";
import type { ConnectOptions } from "./open_transport.ts";

/** How an instrument is opened: its waits are those of a link. */
export interface OpenScpiOptions
  extends
    ScpiOptions,
    AbortOptions,
    ConnectOptions,
    Omit<LinkOptions, "address" | "open" | "clock" | "init" | "resync"> {
  /** What the answer to `*IDN?` must contain, each time it connects: never another device in silence. */
  readonly expectIdn?: string | undefined;
  /**
   * Done each time it connects, before the first value: commands, such as `["FORM REAL"]`, or
   * exchanges of your own. An instrument that was switched off and on has forgotten its settings.
   */
  readonly init?: readonly string[] | ((turn: LinkTurn) => Promise<void>) | undefined;
  /**
   * How it gets back into step after a timeout, so that a late answer is never another question's.
   *
   * - `reopen`: the connection is made anew, and nothing late can come on it. The default of sockets
   * - `probe`: `*IDN?;*STB?` is asked, and everything before the answer is dropped. The default of
   *   serial lines, where a late answer comes after a reopening too; needed for a socket of a server
   *   that has a serial line behind it
   * - `drain`: what comes is dropped until it has been quiet for `quietMs`, counted from when the
   *   answer was due; none may be later than that. For an instrument that knows no `*IDN?;*STB?`
   */
  readonly resync?:
    | "reopen"
    | "probe"
    | { readonly kind: "drain"; readonly quietMs: number }
    | undefined;
}
