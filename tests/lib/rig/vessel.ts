import {
  aBoolean,
  aString,
  type ModbusCell,
  modbusDevice,
  modbusUnit,
  scpiDevice,
  type SimulatedDevice,
} from "../../../lib/simulator/mod.ts";

/**
 * A vessel under pressure, seen from outside: a heater that speaks SCPI, and a vent on a Modbus
 * device. Both note what they are told to do, in order.
 */
export class Vessel {
  /** What was told to the outputs. */
  readonly told: string[] = [];
  /** Called with each of that, at once. */
  onTold: (what: string) => void = () => {};
  isHeaterOn = true;
  isVentOpen = false;
  pressureBar = 2;
  /** Whether the pressure can be read. */
  isGaugeBroken = false;
  /** How many times the vent says that it is busy, and does nothing. */
  busyTimes = 0;
  /** Called whenever the pressure is read. */
  onRead: () => void = () => {};

  /** The heater: `OUTP`, `OUTP?`, `MEAS:TEMP?`. */
  readonly heater: SimulatedDevice<unknown> = scpiDevice({
    "OUTPut[:STATe]": ({ parameters }) => {
      [this.isHeaterOn] = parameters(aBoolean);
      this.#note(this.isHeaterOn ? "heater on" : "heater off");
    },
    "OUTPut[:STATe]?": () => this.isHeaterOn,
    "MEASure:TEMPerature?": () => 180,
    "SYSTem:PASSword[:CENable]": ({ parameters }) => void parameters(aString),
  }) as SimulatedDevice<unknown>;

  /** The vent at coil 3; the pressure in tenths of a bar at input register 0. */
  readonly plc: SimulatedDevice<unknown> = modbusDevice({
    units: {
      1: modbusUnit({ coils: new Map([[3, this.#vent()]]), inputRegisters: this.#gauge() }),
    },
    refuse: ({ kind }) => {
      if (kind === "write-single-coil" && this.busyTimes-- > 0) return "busy";
      return this.isGaugeBroken && kind === "read-input-registers" ? "device-failure" : undefined;
    },
  }) as SimulatedDevice<unknown>;

  /** Whether nothing can happen any more. */
  get isSafe(): boolean {
    return !this.isHeaterOn && this.isVentOpen;
  }

  #vent(): ModbusCell<boolean> {
    return {
      read: () => this.isVentOpen,
      write: (isOpen) => {
        this.isVentOpen = isOpen;
        this.#note(isOpen ? "vent open" : "vent shut");
      },
    };
  }

  #gauge(): ReadonlyMap<number, ModbusCell<number>> {
    const read = (): number => {
      this.onRead();
      return Math.round(10 * this.pressureBar);
    };
    return new Map([[0, { read }]]);
  }

  #note(what: string): void {
    this.told.push(what);
    this.onTold(what);
  }
}
