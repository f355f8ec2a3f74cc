import { scpiDeviceCodec } from "../../../protocol/scpi/scpi_device_codec.ts";
import type { SimulatedDevice } from "../../../simulator/simulated_device.ts";
import type { Quantity } from "../quantity.ts";

/** What a stand-in for a SCPI instrument knows. */
export interface ScpiStandInOptions {
  /** What it is, to `*IDN?`. */
  readonly identity: string;
  /** What it measures, by the question. */
  readonly quantities: ReadonlyMap<string, Quantity>;
  /** Told of each command that it carries out. */
  readonly onCommand: (command: string) => void;
  /** What it answers to any other question, if it knows. */
  readonly reply: (question: string) => string | undefined;
  /** How long an answer takes, in ms. */
  readonly busyMs: () => number;
}

const COMMON: Readonly<Record<string, string>> = {
  "SYST:ERR?": '+0,"No error"',
  "*OPC?": "1",
  "*ESR?": "1",
  "*STB?": "0",
};

/** A SCPI instrument that answers whatever questions a rig asks, and carries everything out. */
export function scpiStandIn(options: ScpiStandInOptions): SimulatedDevice<string> {
  const { identity, quantities, onCommand, reply, busyMs } = options;
  const { decode } = scpiDeviceCodec();
  const encoder = new TextEncoder();
  const answerTo = (message: string, nowMs: number): string => {
    const quantity = quantities.get(message);
    if (!quantity && message.includes(";")) {
      return message.split(";").map((part) => answerTo(part, nowMs)).join(";");
    }
    if (quantity) {
      const text = quantity.measure(nowMs).toExponential(9).toUpperCase();
      quantity.said(Number(text), nowMs);
      return text;
    }
    if (message === "*IDN?") return identity;
    return COMMON[message] ?? reply(message) ?? "0";
  };
  return {
    name: "stand-in for a SCPI instrument",
    decode,
    answer(message, { nowMs }) {
      if (message.includes("?")) {
        return { reply: encoder.encode(`${answerTo(message, nowMs)}\n`), busyMs: busyMs() };
      }
      onCommand(message);
      return {};
    },
  };
}
