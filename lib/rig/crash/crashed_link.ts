import { traceText } from "../../link/trace/trace_text.ts";
import type { AnyInstrument } from "../build/made_instrument.ts";
import type { CrashedLink } from "./crash_report.ts";

/** How many of the last frames are told. */
const FRAMES = 20;

/** What went over the wire to an instrument, and how often it went wrong. */
export function crashedLink(name: string, instrument: AnyInstrument): CrashedLink {
  const link = "listener" in instrument ? instrument.listener : instrument.link;
  const frames = traceText(link.trace.entries().slice(-FRAMES)).split("\n").slice(0, -1);
  return { name, address: link.address, stats: { ...link.stats() }, frames };
}
