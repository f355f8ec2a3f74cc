import type { LineOptions } from "../../protocol/scpi/line_options.ts";

/** What every simulated SCPI device has. */
export interface ScpiDeviceOptions extends LineOptions {
  /** What it is, for labels. Default: `instrument`. */
  readonly name?: string | undefined;
  /** Its reply to `*IDN?`. Default: `READOUT,SIMULATOR,0,1.0`. */
  readonly identity?: string | undefined;
  /** What `*RST` does. */
  readonly reset?: (() => void) | undefined;
  /** The result of `*TST?`: 0 is passed. Default: 0. */
  readonly selfTest?: (() => number) | undefined;
  /** Until when it goes on with what it was told, in the clock's ms: for `*OPC`, `*OPC?`, `*WAI`. */
  readonly pendingUntilMs?: (() => number) | undefined;
  /** How many errors its queue holds. Default: 20. */
  readonly errorCapacity?: number | undefined;
}
