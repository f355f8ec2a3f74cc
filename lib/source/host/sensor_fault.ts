import type { FaultCode } from "../../contract/fault.ts";

/**
 * Why a sensor has no value, said by a part that does not know which channel is being read: the
 * channel makes a `ReadoutError` of it.
 */
export class SensorFault extends Error {
  override readonly name: string = "SensorFault";
  /** What went wrong, for programs. */
  readonly code: FaultCode;

  /** Makes one of a code and the second half of "Cannot read cpu: ...". */
  constructor(code: FaultCode, what: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
