import { ModbusDevice } from "../instrument/modbus.ts";
import { ModbusLine } from "../instrument/modbus_line.ts";
import { modbusWaits } from "../instrument/modbus_waits.ts";
import { parseAddress } from "../instrument/parse_address.ts";
import { Link } from "../link/link.ts";
import type { OpenModbusOptions } from "./open_modbus_options.ts";
import { isSerialLine } from "./is_serial_line.ts";
import { transportOpener } from "./open_transport.ts";

/** Of a serial port whose address names none. */
const BAUD_RATE = 9_600;

/** What {@linkcode openModbus} does, loaded when it is first needed. */
export async function connectModbus(
  address: string,
  options: OpenModbusOptions,
): Promise<ModbusDevice> {
  const device = modbusAt(address, options);
  try {
    await device.link.send(new Uint8Array(), options); // connects, and says nothing
  } catch (error) {
    await device[Symbol.asyncDispose]();
    throw error;
  }
  return device;
}

/** The device at an address; it is connected when it is first asked. */
export function modbusAt(address: string, options: OpenModbusOptions): ModbusDevice {
  return new ModbusDevice(modbusLineAt(address, options), options);
}

/** The line at an address, for one device or several; it is connected when one is first asked. */
export function modbusLineAt(address: string, options: OpenModbusOptions): ModbusLine {
  const where = parseAddress(address);
  const { signal: _, framing = isSerialLine(address) ? "rtu" : "tcp", ...rest } = options;
  const baudRate = where.kind === "serial" ? where.baudRate ?? BAUD_RATE : undefined;
  const link = new Link({
    ...rest,
    ...modbusWaits(framing, baudRate, options),
    address,
    open: transportOpener(where, options),
  });
  return new ModbusLine(link, { ...options, framing });
}
