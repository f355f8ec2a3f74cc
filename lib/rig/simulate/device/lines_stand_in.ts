import type { SimulatedDevice } from "../../../simulator/simulated_device.ts";
import type { Quantity } from "../quantity.ts";
import { speaker } from "./speaker.ts";

/**
 * A device that prints a line such as `t=21.4;h=40` every so often, with all the fields that a rig
 * reads.
 */
export function linesStandIn(
  fields: ReadonlyMap<string, Quantity>,
  everyMs: number,
): SimulatedDevice<never> {
  return speaker("stand-in for a device of lines", ({ nowMs }) => {
    const pairs = [...fields].map(([name, quantity]) => {
      const text = quantity.measure(nowMs).toFixed(9);
      quantity.said(Number(text), nowMs);
      return `${name}=${text}`;
    });
    return { messages: [new TextEncoder().encode(`${pairs.join(";")}\n`)], againMs: everyMs };
  });
}
