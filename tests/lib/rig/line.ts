import type { UnitRequest } from "../../../lib/protocol/modbus/request.ts";
import type { InstrumentPlan } from "../../../lib/rig/instrument_plan.ts";
import type { Rig } from "../../../lib/rig/rig.ts";
import {
  type ModbusCell,
  modbusDevice,
  type ModbusUnit,
  modbusUnit,
  type SimulatedDevice,
} from "../../../lib/simulator/mod.ts";

/** Units on one RS-485 line: each measures its own number, and has a valve that can be opened. */
export class Line {
  /** What was written, as `2: valve open`. */
  readonly told: string[] = [];
  /** The units that say nothing. */
  readonly silent = new Set<number>();
  readonly device: SimulatedDevice<unknown>;

  /** Puts units 1 to `count` on a line. */
  constructor(count: number) {
    const numbers = Array.from({ length: count }, (_, at) => at + 1);
    const device = modbusDevice({
      framing: "rtu",
      units: Object.fromEntries(numbers.map((unit) => [unit, this.#unit(unit)])),
      busyMs: 15,
    }) as SimulatedDevice<unknown>;
    this.device = {
      ...device,
      answer: (asked, at) => {
        return this.silent.has((asked as UnitRequest).unit) ? {} : device.answer(asked, at);
      },
    };
  }

  #unit(unit: number): ModbusUnit {
    let isOpen = false;
    const valve: ModbusCell<boolean> = {
      read: () => isOpen,
      write: (value) => {
        isOpen = value;
        this.told.push(`${unit}: valve ${value ? "open" : "shut"}`);
      },
    };
    return modbusUnit({
      coils: new Map([[0, valve]]),
      inputRegisters: new Map([[0, { read: () => unit }]]),
    });
  }
}

/** A rig of all units on a line: each is read every second, and its valve is opened in the end. */
export function lineRig(count: number, address: string, everyMs = 1_000): Rig {
  const units = Array.from({ length: count }, (_, at) => at + 1);
  const plan = (unit: number): InstrumentPlan => ({
    ...{ kind: "modbus", address, unit, framing: "rtu" },
  });
  return {
    ...{ name: "line", everyMs },
    instruments: Object.fromEntries(units.map((unit) => [`u${unit}`, plan(unit)])),
    channels: Object.fromEntries(
      units.map((unit) => [`c${unit}`, { instrument: `u${unit}`, input: 0 }]),
    ),
    safe: units.map((unit) => ({
      ...{ name: `open ${unit}`, instrument: `u${unit}`, coil: 0, value: true },
    })),
  };
}
