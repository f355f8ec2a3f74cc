import type { Random } from "../../contract/random.ts";
import { seededRandom } from "../../base/seeded_random.ts";
import { numberPicture } from "../../protocol/scpi/number_picture.ts";
import { aBoolean, type Accepts, aNumber, aString, oneOf, optional } from "../scpi/accepts.ts";
import type { ScpiAction, ScpiCall } from "../scpi/scpi_call.ts";
import { type ScpiDevice, scpiDevice } from "../scpi/scpi_device.ts";
import type { ScpiDeviceOptions } from "../scpi/scpi_device_options.ts";
import { ScpiError } from "../scpi/scpi_error.ts";
import { DMM_FUNCTION_NAMES, DMM_FUNCTIONS } from "./dmm_function.ts";
import { type DmmInputs, DmmMeter, functionNamed } from "./dmm_meter.ts";
import { dmmTrace } from "./dmm_trace.ts";
import { DmmTrigger } from "./dmm_trigger.ts";

/** What a simulated multimeter is made of. */
export interface DmmOptions extends Omit<ScpiDeviceOptions, "name" | "reset" | "pendingUntilMs"> {
  /**
   * What is connected: for each function a quantity in its unit (V, A, ohm, degrees Celsius), by
   * the clock's monotonic time in s. Default: something that moves.
   */
  readonly inputs?: DmmInputs | undefined;
  /** Where the noise comes from. Default: seeded with 1. */
  readonly random?: Random | undefined;
  /** The frequency of the mains, which measuring times are counted by. Default: 50. */
  readonly mainsHz?: number | undefined;
}

const READING = numberPicture("+d.ddddddddE+dd");
const CYCLES = aNumber({ min: 0.02, max: 100, default: 1 });
const SAMPLES = aNumber({ min: 1, max: 10_000, default: 1 });
const DELAY = aNumber({ min: 0, max: 3_600, default: 0, unit: "S" });

/**
 * Makes a simulated multimeter of six and a half digits that speaks SCPI: `MEASure`, `CONFigure`,
 * `READ?`, `INITiate` and `FETCh?` of VOLT:DC and AC, CURR:DC and AC, RES, FRES and TEMP; ranges,
 * `NPLCycles` (which a reading's time depends on), triggers, samples, and `TRACe:DATA?` as text or a
 * block. Above its range it says 9.9E37.
 *
 * @param options What is connected, who it is, and where noise comes from.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const meter = dmm({ inputs: { RES: () => 1e12 } });
 * const { reply, busyMs } = meter.answer("MEAS:RES?", { nowMs: 0, wallMs: 0 });
 * strictEqual(new TextDecoder().decode(reply), "+9.90000000E+37\n");
 * strictEqual(busyMs, 20);
 * ```
 */
export function dmm(options: DmmOptions = {}): ScpiDevice {
  const { inputs = {}, random = seededRandom(1), mainsHz = 50, ...rest } = options;
  const meter = new DmmMeter(inputs, random, mainsHz);
  const trigger = new DmmTrigger((atMs) => meter.sample(atMs), () => meter.sampleMs());
  const trace = dmmTrace(meter);
  const fetch = ({ nowMs, take }: ScpiCall): string => {
    const { readings, untilMs } = trigger.fetch();
    take(untilMs - nowMs);
    return readings.map((value) => READING.format(value)).join(",");
  };
  const read = (call: ScpiCall): string => {
    if (trigger.source === "BUS") throw new ScpiError({ code: -214, text: "Trigger deadlock" });
    trigger.initiate(call.nowMs);
    return fetch(call);
  };
  return scpiDevice({
    ...measuringCommands(meter, trigger, read),
    ...triggerCommands(trigger, fetch, read),
    ...trace.commands,
  }, {
    identity: "READOUT,SIMULATED DMM,0,1.0",
    ...rest,
    name: "multimeter",
    reset: () => {
      meter.reset();
      trigger.reset();
      trace.reset();
    },
    pendingUntilMs: () => trigger.untilMs,
  });
}

/** What is measured, in which range, how long. */
function measuringCommands(
  meter: DmmMeter,
  trigger: DmmTrigger,
  read: (call: ScpiCall) => string,
): Record<string, ScpiAction> {
  const commands: Record<string, ScpiAction> = {
    "CONFigure?": () => {
      const { range } = meter.setting();
      return `"${meter.selected} ${range.toExponential(6).toUpperCase()}"`;
    },
    "[SENSe:]FUNCtion[:ON]": ({ parameters }) => {
      const name = functionNamed(parameters(aString)[0]);
      if (name === undefined) throw new ScpiError(-224);
      meter.selected = name;
      trigger.abort();
    },
    "[SENSe:]FUNCtion[:ON]?": () => `"${meter.selected}"`,
  };
  for (const name of DMM_FUNCTION_NAMES) {
    const { header, ranges, unit } = DMM_FUNCTIONS[name];
    const [min, max] = [ranges[0]!, ranges.at(-1)!];
    const rangeOrAuto = autoOr(aNumber({ min: 0, max, unit }));
    const configure = ({ parameters }: ScpiCall): void => {
      const [range] = parameters(optional(rangeOrAuto), optional(aNumber()));
      meter.selected = name;
      if (typeof range === "number") meter.setRange(name, range);
      else meter.setting().isAuto = true;
      trigger.reset();
    };
    commands[`CONFigure[:SCALar]:${header}`] = configure;
    commands[`MEASure[:SCALar]:${header}?`] = (call) => {
      configure(call);
      return read(call);
    };
    const sense = `[SENSe:]${header}`;
    commands[`${sense}:RANGe[:UPPer]`] = ({ parameters }) => {
      meter.setRange(name, parameters(aNumber({ min: 0, max, unit }))[0]);
      trigger.abort();
    };
    commands[`${sense}:RANGe[:UPPer]?`] = ({ parameters }) => {
      const [which] = parameters(optional(oneOf("MINimum", "MAXimum")));
      return which === "MINimum" ? min : which === "MAXimum" ? max : meter.setting(name).range;
    };
    commands[`${sense}:RANGe:AUTO`] = ({ parameters }) => {
      [meter.setting(name).isAuto] = parameters(aBoolean);
      trigger.abort();
    };
    commands[`${sense}:RANGe:AUTO?`] = () => meter.setting(name).isAuto;
    commands[`${sense}:NPLCycles`] = ({ parameters }) => {
      [meter.setting(name).cycles] = parameters(CYCLES);
      trigger.abort();
    };
    commands[`${sense}:NPLCycles?`] = () => meter.setting(name).cycles;
  }
  return commands;
}

/** When it is measured, and how often. */
function triggerCommands(
  trigger: DmmTrigger,
  fetch: (call: ScpiCall) => string,
  read: (call: ScpiCall) => string,
): Record<string, ScpiAction> {
  return {
    "READ?": read,
    "FETCh?": fetch,
    "INITiate[:IMMediate]": ({ nowMs }) => trigger.initiate(nowMs),
    "*TRG": ({ nowMs }) => trigger.trigger(nowMs),
    "ABORt": () => trigger.abort(),
    "TRIGger:SOURce": ({ parameters }) => {
      [trigger.source] = parameters(oneOf("IMMediate", "BUS"));
      trigger.abort();
    },
    "TRIGger:SOURce?": () => trigger.source === "BUS" ? "BUS" : "IMM",
    "TRIGger:DELay": ({ parameters }) => {
      trigger.delayMs = 1_000 * parameters(DELAY)[0];
      trigger.abort();
    },
    "TRIGger:DELay?": () => trigger.delayMs / 1_000,
    "SAMPle:COUNt": ({ parameters }) => {
      trigger.sampleCount = Math.round(parameters(SAMPLES)[0]);
      trigger.abort();
    },
    "SAMPle:COUNt?": () => trigger.sampleCount,
  };
}

/** Accepts the word AUTO, or what another one does; DEF is AUTO too. */
function autoOr(accepts: Accepts<number>): Accepts<number | undefined> {
  return (parameter) => {
    const isAuto = parameter?.kind === "word" && /^(AUTO|DEF(AULT)?)$/i.test(parameter.word);
    return isAuto ? undefined : accepts(parameter);
  };
}
