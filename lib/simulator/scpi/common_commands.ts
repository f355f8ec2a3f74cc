import { errorEntries, errorEntry } from "../../protocol/scpi/error_entry.ts";
import { aNumber } from "./accepts.ts";
import type { ScpiAction } from "./scpi_call.ts";
import type { ScpiDeviceOptions } from "./scpi_device_options.ts";
import type { ScpiStatus } from "./scpi_status.ts";

const DEFAULT_IDENTITY = "READOUT,SIMULATOR,0,1.0";

/** What every device does (IEEE 488.2, 10; SCPI-99, volume 1, 4.2.1). */
export function commonCommands(
  status: ScpiStatus,
  options: ScpiDeviceOptions,
): Readonly<Record<string, ScpiAction>> {
  const { identity = DEFAULT_IDENTITY, reset, selfTest, pendingUntilMs } = options;
  const register = aNumber({ min: 0, max: 255 });
  /** When `*OPC` is to set its bit. */
  let completeAtMs: number | undefined;
  const settle = (nowMs: number): void => {
    if (completeAtMs === undefined || nowMs < completeAtMs) return;
    completeAtMs = undefined;
    status.note("operationComplete");
  };
  const untilMs = (nowMs: number): number => Math.max(nowMs, pendingUntilMs?.() ?? nowMs);
  return {
    "*IDN?": () => identity,
    "*CLS": () => {
      completeAtMs = undefined;
      status.clear();
    },
    "*RST": () => {
      completeAtMs = undefined;
      reset?.();
    },
    "*TST?": () => selfTest?.() ?? 0,
    "*ESE": ({ parameters }) => {
      [status.eventEnable] = parameters(register);
    },
    "*ESE?": () => status.eventEnable,
    "*ESR?": ({ nowMs }) => {
      settle(nowMs);
      return status.takeEvents();
    },
    "*SRE": ({ parameters }) => {
      const [bits] = parameters(register);
      status.serviceEnable = bits & ~0x40; // it cannot ask for itself
    },
    "*SRE?": () => status.serviceEnable,
    "*STB?": ({ nowMs }) => {
      settle(nowMs);
      return status.byte();
    },
    "*OPC": ({ nowMs }) => {
      completeAtMs = untilMs(nowMs);
      settle(nowMs);
    },
    "*OPC?": ({ nowMs, take }) => {
      take(untilMs(nowMs) - nowMs);
      return 1;
    },
    "*WAI": ({ nowMs, take }) => take(untilMs(nowMs) - nowMs),
    "SYSTem:ERRor[:NEXT]?": () => errorEntry.format(status.errors.shift()),
    "SYSTem:ERRor:COUNt?": () => status.errors.size,
    "SYSTem:ERRor:ALL?": () => errorEntries.format(status.errors.takeAll()),
    "SYSTem:VERSion?": () => "1999.0",
  };
}
