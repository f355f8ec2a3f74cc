import type { TraceEntry } from "../../../../lib/link/trace/trace_entry.ts";
import { Link } from "../../../../lib/link/link.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";
import { numbered } from "../line_codec.ts";
import { SlowDevice } from "../slow_device.ts";

/** Two questions at once, then one whose answer is late, and one after it. */
export async function session(): Promise<readonly TraceEntry[]> {
  const clock = new VirtualClock();
  const latencies = [10, 20, 130, 5];
  const device = new SlowDevice(clock, () => latencies.shift()!);
  await using link = new Link({
    address: "dmm",
    open: device.open,
    clock,
    resync: { kind: "id" },
    replyTimeoutMs: 100,
  });
  const both = Promise.all([link.ask(numbered, "Q1"), link.ask(numbered, "Q2")]);
  await clock.advance(30);
  await both;
  const late = link.ask(numbered, "Q3").catch(() => {}); // it is meant to be late
  await clock.advance(110);
  await late;
  const last = link.ask(numbered, "Q4");
  await clock.advance(100);
  await last;
  return link.trace.entries();
}

/** An exchange of these texts, Latin-1, from 0 to 1 ms. */
export function exchanged(link: string, sent: string, received: string): TraceEntry {
  const bytes = (text: string) => ({
    bytes: Uint8Array.from(text, (unit) => unit.charCodeAt(0)),
    sizeBytes: text.length,
  });
  return {
    kind: "exchange",
    link,
    queuedMs: 0,
    startMs: 0,
    sentMs: 0,
    endMs: 1,
    sent: bytes(sent),
    received: bytes(received),
    outcome: "ok",
  };
}
