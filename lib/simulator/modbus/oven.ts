import { encodeRegisters } from "../../protocol/modbus/register_values.ts";
import type { Moment } from "../simulated_device.ts";
import { Heating, type HeatingOptions } from "./heating.ts";
import { type ModbusCell, type ModbusUnit, modbusUnit } from "./modbus_unit.ts";

const FREE_REGISTERS = 100;
const ALARM_C = 250;

/**
 * Makes a simulated oven, a unit of a Modbus device. Its temperature follows its heater as a
 * first-order lag; a thermostat switches the heater, or coil 0 does by hand.
 *
 * | table | address | what |
 * |---|---|---|
 * | input registers | 0 and 1 | temperature in degrees Celsius, f32 |
 * | | 2 | temperature in tenths of a degree, i16 |
 * | | 3 and 4 | seconds since it was first asked, u32 |
 * | holding registers | 0 | setpoint in tenths of a degree, 0 to 3000 |
 * | | 1 | hysteresis in tenths of a degree, 1 to 100 |
 * | | 100 to 199 | free to write |
 * | coils | 0 | the heater, by hand; refused while the thermostat is on |
 * | | 1 | the thermostat |
 * | discrete inputs | 0 | hotter than 250 degrees |
 * | | 1 | the heater is on |
 *
 * @param options What it is like; how it begins.
 *
 * @example Heated by hand
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const unit = oven({ ambientC: 20, gainC: 280, lagMs: 60_000 });
 * const tenths = (nowMs: number) => {
 *   const at = { nowMs, wallMs: nowMs };
 *   const reply = unit({ kind: "read-input-registers", address: 2, count: 1 }, at);
 *   return reply.kind === "read-input-registers" ? reply.values[0] : reply;
 * };
 * strictEqual(tenths(0), 200);
 * unit({ kind: "write-single-coil", address: 0, value: true }, { nowMs: 0, wallMs: 0 });
 * strictEqual(tenths(60_000), Math.round(10 * (300 - 280 / Math.E)));
 * ```
 */
export function oven(options: HeatingOptions = {}): ModbusUnit {
  const heating = new Heating(options);
  let firstMs: number | undefined;
  const uptimeS = ({ nowMs }: Moment): number => {
    firstMs ??= nowMs;
    return Math.floor((nowMs - firstMs) / 1_000);
  };
  const free = new Uint16Array(FREE_REGISTERS);
  const temperature = ({ nowMs }: Moment): number => heating.temperatureC(nowMs);
  return modbusUnit({
    inputRegisters: new Map([
      ...registers(0, 2, (at) => encodeRegisters("f32", temperature(at))),
      ...registers(2, 1, (at) => encodeRegisters("i16", Math.round(10 * temperature(at)))),
      ...registers(3, 2, (at) => encodeRegisters("u32", uptimeS(at))),
    ]),
    holdingRegisters: new Map<number, ModbusCell<number>>([
      [0, {
        read: () => Math.round(10 * heating.setpointC),
        accepts: (tenths) => tenths <= 3_000,
        write: (tenths, { nowMs }) => heating.set({ setpointC: tenths / 10 }, nowMs),
      }],
      [1, {
        read: () => Math.round(10 * heating.hysteresisC),
        accepts: (tenths) => tenths >= 1 && tenths <= 100,
        write: (tenths, { nowMs }) => heating.set({ hysteresisC: tenths / 10 }, nowMs),
      }],
      ...Array.from(free, (_, index): [number, ModbusCell<number>] => [100 + index, {
        read: () => free[index]!,
        write: (value) => void (free[index] = value),
      }]),
    ]),
    coils: new Map<number, ModbusCell<boolean>>([
      [0, {
        read: ({ nowMs }) => heating.isHeating(nowMs),
        accepts: () => !heating.isAutomatic,
        write: (isHeating, { nowMs }) => heating.set({ isHeating }, nowMs),
      }],
      [1, {
        read: () => heating.isAutomatic,
        write: (isAutomatic, { nowMs }) => heating.set({ isAutomatic }, nowMs),
      }],
    ]),
    discreteInputs: new Map<number, ModbusCell<boolean>>([
      [0, { read: (at) => temperature(at) > ALARM_C }],
      [1, { read: ({ nowMs }) => heating.isHeating(nowMs) }],
    ]),
    identification: {
      "vendor-name": "Readout",
      "product-code": "OVEN",
      "revision": "1.0",
      "product-name": "Simulated oven",
    },
  });
}

/** Registers that hold one value, from an address on. */
function registers(
  address: number,
  count: number,
  value: (at: Moment) => Uint16Array,
): [number, ModbusCell<number>][] {
  return Array.from({ length: count }, (_, index) => [
    address + index,
    { read: (at: Moment) => value(at)[index]! },
  ]);
}
