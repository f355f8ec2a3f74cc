import { ModbusDevice, type ModbusOptions } from "../../../lib/instrument/modbus.ts";
import { Link } from "../../../lib/link/link.ts";
import { ModbusTestDevice, type ModbusTestDeviceOptions } from "./modbus_test_device.ts";

/** A client and its device, joined in memory. */
export interface ModbusTestBench extends AsyncDisposable {
  readonly device: ModbusTestDevice;
  readonly modbus: ModbusDevice;
}

/** Joins them. */
export function modbusTestBench(
  options: ModbusOptions = {},
  behaviour: ModbusTestDeviceOptions = {},
): ModbusTestBench {
  const framing = options.framing ?? "tcp";
  const device = new ModbusTestDevice({ framing, ...behaviour });
  const resync = framing === "tcp" ? { kind: "id" } as const : { kind: "reopen" } as const;
  const { clock } = options;
  const link = new Link({ address: "bench", open: device.open, resync, clock });
  const modbus = new ModbusDevice(link, options);
  return { device, modbus, [Symbol.asyncDispose]: () => modbus[Symbol.asyncDispose]() };
}
