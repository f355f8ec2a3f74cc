import type { Random } from "../../contract/random.ts";
import { seededRandom } from "../../base/seeded_random.ts";
import { numberPicture } from "../../protocol/scpi/number_picture.ts";
import { aBoolean, aNumber, oneOf, optional } from "../scpi/accepts.ts";
import type { ScpiAction } from "../scpi/scpi_call.ts";
import { type ScpiDevice, scpiDevice } from "../scpi/scpi_device.ts";
import type { ScpiDeviceOptions } from "../scpi/scpi_device_options.ts";
import { type SupplyLevel, SupplyOutput, type SupplySetting } from "./supply_output.ts";

/** What a simulated power supply is made of. */
export interface PowerSupplyOptions
  extends Omit<ScpiDeviceOptions, "name" | "reset" | "pendingUntilMs"> {
  /** The greatest voltage, in V. Default: 30. */
  readonly maxVolts?: number | undefined;
  /** The greatest current, in A. Default: 5. */
  readonly maxAmperes?: number | undefined;
  /** What is connected, in ohm, by the clock's monotonic time in s. Default: 10 ohm. */
  readonly loadOhms?: ((timeS: number) => number) | undefined;
  /** Where the noise comes from. Default: seeded with 1. */
  readonly random?: Random | undefined;
}

/** A simulated power supply of one output. */
export interface PowerSupply extends ScpiDevice {
  /** Its output, behind its back. */
  readonly output: SupplyOutput;
}

const MEASURED = numberPicture("+d.dddddE+dd");
const MEASURING_MS = 10;
const NOISE = 1e-4;

/**
 * Makes a simulated power supply of one output that speaks SCPI: `VOLTage`, `CURRent`, `APPLy`,
 * `OUTPut`, `MEASure:VOLTage?` and `CURRent?`, and over-voltage protection. It counts what was set,
 * so that a command that was carried out twice is seen.
 *
 * @param options What is connected, its limits, who it is, and where noise comes from.
 *
 * @example Its current is limited, so its voltage falls
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const supply = powerSupply({ loadOhms: () => 2 });
 * supply.answer("APPL 12,0.5;:OUTP ON", { nowMs: 0, wallMs: 0 });
 * strictEqual(supply.output.level(1_000).volts.toFixed(3), "1.000");
 * strictEqual(supply.output.actuations, 2);
 * ```
 */
export function powerSupply(options: PowerSupplyOptions = {}): PowerSupply {
  const { maxVolts = 30, maxAmperes = 5, loadOhms = () => 10, random, ...rest } = options;
  const protectionVolts = 1.1 * maxVolts;
  const initial: SupplySetting = { volts: 0, amperes: maxAmperes, isOn: false, protectionVolts };
  const output = new SupplyOutput(initial, (atMs) => loadOhms(atMs / 1_000));
  const device = scpiDevice({
    ...settingCommands(output, initial, { volts: maxVolts, amperes: maxAmperes }),
    ...protectionCommands(output, protectionVolts),
    ...measuringCommands(output, random ?? seededRandom(1)),
  }, {
    identity: "READOUT,SIMULATED SUPPLY,0,1.0",
    ...rest,
    name: "power supply",
    reset: () => output.reset(),
  });
  return Object.assign(device, { output });
}

/** What the output should be, and whether it is on. */
function settingCommands(
  output: SupplyOutput,
  initial: SupplySetting,
  most: SupplyLevel,
): Record<string, ScpiAction> {
  const volts = aNumber({ min: 0, max: most.volts, default: initial.volts, unit: "V" });
  const amperes = aNumber({ min: 0, max: most.amperes, default: initial.amperes, unit: "A" });
  const say = (key: "volts" | "amperes"): ScpiAction => ({ parameters }) => {
    const [which] = parameters(optional(oneOf("MINimum", "MAXimum")));
    return which === "MINimum" ? 0 : which === "MAXimum" ? most[key] : output.setting[key];
  };
  return {
    "[SOURce:]VOLTage[:LEVel][:IMMediate][:AMPLitude]": ({ nowMs, parameters }) => {
      output.set({ volts: parameters(volts)[0] }, nowMs);
    },
    "[SOURce:]VOLTage[:LEVel][:IMMediate][:AMPLitude]?": say("volts"),
    "[SOURce:]CURRent[:LEVel][:IMMediate][:AMPLitude]": ({ nowMs, parameters }) => {
      output.set({ amperes: parameters(amperes)[0] }, nowMs);
    },
    "[SOURce:]CURRent[:LEVel][:IMMediate][:AMPLitude]?": say("amperes"),
    "APPLy": ({ nowMs, parameters }) => {
      const [level, limit = output.setting.amperes] = parameters(volts, optional(amperes));
      output.set({ volts: level, amperes: limit }, nowMs);
    },
    "APPLy?": () => `"${output.setting.volts},${output.setting.amperes}"`,
    "OUTPut[:STATe]": ({ nowMs, parameters }) => {
      output.set({ isOn: parameters(aBoolean)[0] }, nowMs);
    },
    "OUTPut[:STATe]?": () => output.setting.isOn,
  };
}

/** The protection against too high a voltage. */
function protectionCommands(output: SupplyOutput, most: number): Record<string, ScpiAction> {
  const volts = aNumber({ min: 1, max: most, default: most, unit: "V" });
  return {
    "[SOURce:]VOLTage:PROTection[:LEVel]": ({ nowMs, parameters }) => {
      output.set({ protectionVolts: parameters(volts)[0] }, nowMs);
    },
    "[SOURce:]VOLTage:PROTection[:LEVel]?": () => output.setting.protectionVolts,
    "[SOURce:]VOLTage:PROTection:TRIPped?": () => output.isTripped,
    "[SOURce:]VOLTage:PROTection:CLEar": () => output.clearTrip(),
  };
}

/** What is at the terminals, with some noise. */
function measuringCommands(output: SupplyOutput, random: Random): Record<string, ScpiAction> {
  const measured = (key: "volts" | "amperes"): ScpiAction => ({ nowMs, take }) => {
    take(MEASURING_MS);
    const value = output.level(nowMs + MEASURING_MS)[key];
    return MEASURED.format(value * (1 + NOISE * (random.next() - 0.5)));
  };
  return {
    "MEASure[:SCALar][:VOLTage][:DC]?": measured("volts"),
    "MEASure[:SCALar]:CURRent[:DC]?": measured("amperes"),
    "OUTPut:MODE?": ({ nowMs }) =>
      output.setting.isOn ? (output.isLimited(nowMs) ? "CC" : "CV") : "OFF",
  };
}
