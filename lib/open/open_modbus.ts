import type { ModbusDevice } from "../instrument/modbus.ts";
import type { OpenModbusOptions } from "./open_modbus_options.ts";

/**
 * Opens a Modbus device: TCP, RTU or ASCII, on a socket or a serial line. It connects, and asks
 * nothing: Modbus has no question that every device answers.
 *
 * A late reply is never another question's: on TCP replies name their questions, on a serial line
 * everything is dropped until the line has been silent.
 *
 * @param address A VISA resource string or a URL: `tcp://10.0.0.9:502`,
 * `serial:///dev/ttyUSB0?baudRate=19200&parity=even`.
 * @param options The unit, the framing, the byte order, how long to wait, and a signal.
 * @returns The device, connected. Rejects with `link.failed`, `timeout.connect`,
 * `permission.missing`, or `signal.reason`; with a `TypeError` if the address cannot be read, or is
 * of a kind that is not supported yet.
 *
 * @example A heating controller
 * ```ts no-eval
 * await using heating = await openModbus("tcp://10.0.0.9:502", { unit: 1 });
 * const water = heating.input("30001", { name: "water", unit: "\u00b0C", type: "int16", scale: 0.1 });
 * const target = heating.holding("40001", {
 *   name: "target",
 *   unit: "\u00b0C",
 *   scale: 0.1,
 *   writable: true,
 *   min: 20,
 *   max: 60,
 * });
 * console.log((await water.read()).value);
 * await target.write(45.5);
 * ```
 */
export async function openModbus(
  address: string,
  options: OpenModbusOptions = {},
): Promise<ModbusDevice> {
  const { connectModbus } = await import("./connect_modbus.ts");
  return await connectModbus(address, options);
}
