import { elementBytes } from "../../protocol/scpi/block_elements.ts";
import { encodeBlock } from "../../protocol/scpi/encode_block.ts";
import { aNumber, oneOf, optional } from "../scpi/accepts.ts";
import type { ScpiAction } from "../scpi/scpi_call.ts";
import { ScpiError } from "../scpi/scpi_error.ts";
import type { DmmMeter } from "./dmm_meter.ts";

/** How a trace's numbers are sent. */
type TraceFormat = "ASCii" | "INTeger" | "REAL";

/** The width of a number that there is, in bits; a text has none, which is said by 0. */
const WIDTHS: Readonly<Record<TraceFormat, number>> = { ASCii: 0, INTeger: 16, REAL: 32 };

/** What a range is counted as. */
const FULL_SCALE = 32_000;
const MOST_POINTS = 4_194_304;

/** A trace of what a multimeter's input was: `TRACe:DATA?`, as text or a block. */
export interface DmmTrace {
  /** Its commands. */
  readonly commands: Readonly<Record<string, ScpiAction>>;
  /** As it is after `*RST`. */
  reset(): void;
}

/** Makes the trace of a meter: the last so many points before the query. */
export function dmmTrace(meter: DmmMeter): DmmTrace {
  const standard = { points: 1_000, intervalS: 1e-3 };
  const asText = { format: "ASCii" as TraceFormat, isSwapped: false };
  const settings = { ...standard, ...asText };
  const scale = (): number => meter.setting().range / FULL_SCALE;
  const count = aNumber({ min: 1, max: MOST_POINTS, default: standard.points });
  const interval = aNumber({ min: 1e-9, max: 3_600, default: standard.intervalS, unit: "S" });
  return {
    reset: () => void Object.assign(settings, standard, asText),
    commands: {
      "FORMat[:DATA]": ({ parameters }) => {
        const [format, width] = parameters(
          oneOf("ASCii", "INTeger", "REAL"),
          optional(aNumber()),
        );
        if ((width ?? WIDTHS[format]) !== WIDTHS[format]) throw new ScpiError(-224);
        settings.format = format;
      },
      "FORMat[:DATA]?": () =>
        ({ ASCii: "ASC", INTeger: "INT,16", REAL: "REAL,32" })[settings.format],
      "FORMat:BORDer": ({ parameters }) => {
        settings.isSwapped = parameters(oneOf("NORMal", "SWAPped"))[0] === "SWAPped";
      },
      "FORMat:BORDer?": () => settings.isSwapped ? "SWAP" : "NORM",
      "TRACe:POINts": ({ parameters }) => {
        settings.points = Math.round(parameters(count)[0]);
      },
      "TRACe:POINts?": () => settings.points,
      "TRACe:INTerval": ({ parameters }) => {
        [settings.intervalS] = parameters(interval);
      },
      "TRACe:INTerval?": () => settings.intervalS,
      "TRACe:SCALe?": () => scale().toExponential(9).toUpperCase(),
      "TRACe:DATA?": ({ nowMs }) => {
        const { points, intervalS } = settings;
        const intervalMs = 1_000 * intervalS;
        const values = meter.trace(nowMs - points * intervalMs, intervalMs, points);
        const order = settings.isSwapped ? "little" : "big";
        switch (settings.format) {
          case "ASCii":
            return Array.from(values, (value) => value.toExponential(6).toUpperCase()).join(",");
          case "INTeger": {
            const unit = scale();
            const counts = new Int16Array(values.map((value) => Math.round(value / unit)));
            return encodeBlock(elementBytes(counts, order));
          }
          case "REAL":
            return encodeBlock(elementBytes(new Float32Array(values), order));
        }
      },
    },
  };
}
