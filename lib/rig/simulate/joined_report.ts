import { createHash } from "../../deps/node_crypto.ts";
import type { SinkStats } from "../rig_sink.ts";
import { heapGrowth } from "./check/growth_watch.ts";
import type { ChannelTally } from "./check/channel_watch.ts";
import type { SimulationReport } from "./simulation_report.ts";

/** The report of a simulation, of those of its stretches, in their order. */
export function joinedReport(reports: readonly SimulationReport[]): SimulationReport {
  const [first, ...others] = reports;
  if (first === undefined) throw new TypeError("Cannot join the reports of no stretch");
  if (others.length === 0) return first;
  const hash = createHash("sha256");
  for (const { traceHash } of reports) hash.update(traceHash);
  const { heapBytesPerDay: _, ...joined } = reports.reduce(joinedTwo);
  return { ...joined, ...heapGrowth(joined.days), traceHash: hash.digest("hex") };
}

function joinedTwo(a: SimulationReport, b: SimulationReport): SimulationReport {
  const share = a.simulatedMs / (a.simulatedMs + b.simulatedMs);
  return {
    ...a,
    simulatedMs: a.simulatedMs + b.simulatedMs,
    readings: a.readings + b.readings,
    channels: a.channels.map((channel, at) => joinedChannel(channel, b.channels[at]!, share)),
    sinks: a.sinks.map((sink, at) => joinedSink(sink, b.sinks[at]!)),
    troubles: Object.fromEntries(
      Object.entries(a.troubles).map(([place, its]) => [place, added(its, b.troubles[place]!)]),
    ),
    notices: added(a.notices, b.notices),
    alarms: a.alarms + b.alarms,
    ends: added(a.ends, b.ends),
    safe: { runs: a.safe.runs + b.safe.runs, reached: a.safe.reached + b.safe.reached },
    checks: a.checks.map((check, at) => {
      const { times, failed } = b.checks[at]!;
      return { ...check, times: check.times + times, failed: check.failed + failed };
    }),
    violations: [...a.violations, ...b.violations],
    days: [...a.days, ...b.days],
    traceLines: a.traceLines + b.traceLines,
  };
}

function joinedChannel(a: ChannelTally, b: ChannelTally, share: number): ChannelTally {
  return {
    name: a.name,
    readings: a.readings + b.readings,
    good: a.good + b.good,
    uncertain: a.uncertain + b.uncertain,
    held: a.held + b.held,
    bad: a.bad + b.bad,
    availability: share * a.availability + (1 - share) * b.availability,
    longestOutageMs: Math.max(a.longestOutageMs, b.longestOutageMs),
    oldestShownMs: Math.max(a.oldestShownMs, b.oldestShownMs),
  };
}

function joinedSink(a: SinkStats, b: SinkStats): SinkStats {
  return {
    name: a.name,
    produced: a.produced + b.produced,
    delivered: a.delivered + b.delivered,
    lost: a.lost + b.lost,
    queued: a.queued + b.queued,
    restarts: a.restarts + b.restarts,
  };
}

function added(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sums = { ...a };
  for (const [name, count] of Object.entries(b)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
