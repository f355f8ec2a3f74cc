import type { CrashReport } from "../../../../lib/rig/crash/crash_report.ts";

/** A crash of an oven, with whatever is changed. */
export function sampleCrash(change: Partial<CrashReport> = {}): CrashReport {
  return {
    format: "readout-crash-1",
    at: "2026-11-22T12:30:00.000Z",
    why: "oven.temperature failed for good",
    fault: {
      code: "timeout.reply",
      name: "ReadoutError",
      message: "Cannot talk to dmm: no reply in 1000 ms",
      cause: { name: "Error", message: "broken cable" },
    },
    program: {
      version: "0.1.0",
      deno: "2.9.6",
      v8: "15.0",
      os: "linux",
      pid: 4711,
      args: ["run", "oven.ts"],
      permissions: ["net", "read"],
      openFiles: 23,
      memory: { rss: 50_000_000 },
    },
    rig: "oven",
    config: { path: "oven.ts", sha256: "5e884898da280471" },
    upMs: 61_500,
    safe: {
      isOver: true,
      steps: [
        { name: "heater off", tookMs: 12, isDone: true },
        {
          name: "vent open",
          tookMs: 2_000,
          isDone: false,
          fault: { code: "timeout.total", name: "ReadoutError", message: "it took more than 2 s" },
        },
      ],
      notKnown: ["vent open"],
    },
    channels: [{
      name: "oven.temperature",
      unit: "degC",
      last: [{
        channel: "oven.temperature",
        unit: "degC",
        seq: 7,
        wallMs: 1_790_000_000_000,
        monoMs: 61_000,
        tookMs: 3,
        status: "good",
        reason: "ok",
        value: 181.4,
      }],
    }],
    links: [{
      name: "dmm",
      address: "tcp://10.0.0.7:5025",
      stats: { good: 3 },
      frames: ["0.0 ms  dmm  > READ?\\x0a", "1000.0 ms  dmm  ! timeout.reply"],
    }],
    log: ["started"],
    ...change,
  };
}
