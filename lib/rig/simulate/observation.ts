import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { staleAfterMsOf } from "../../policy/limits/alarm_limits.ts";
import type { Alarm } from "../../policy/limits/alarm.ts";
import type { RigHealth } from "../health/rig_health.ts";
import type { RigReport } from "../rig_report.ts";
import type { RunRigOptions } from "../run_options.ts";
import type { AccountSink } from "./check/account_sink.ts";
import { ChannelWatch } from "./check/channel_watch.ts";
import { type CheckName, CHECKS, type Findings } from "./check/findings.ts";
import type { SafeWitness } from "./check/safe_witness.ts";
import type { Chronicle } from "./chronicle.ts";
import { countEnd } from "./count_end.ts";
import type { SimulatedWorld } from "./simulated_world.ts";
import type { SimulationReport } from "./simulation_report.ts";

const TIMEOUT_MS = 4_000;
/** What says of a channel that its last value is no longer true. */
const SHOWN: ReadonlySet<string> = new Set(["stale", "bad", "waiting"]);

/** What a simulated rig is observed with. */
export interface ObservationContext {
  readonly clock: Clock;
  readonly world: SimulatedWorld;
  readonly chronicle: Chronicle;
  readonly findings: Findings;
  readonly witness: SafeWitness;
  readonly sinks: readonly AccountSink[];
}

/** Sees all that a simulated rig tells, has it checked, and counts it. */
export class Observation {
  readonly #context: ObservationContext;
  readonly #watches: ReadonlyMap<string, ChannelWatch>;
  readonly #notices: Record<string, number> = {};
  readonly #ends: Record<string, number> = {};
  /** Alarms that were counted, and are not over. */
  #alarms: ReadonlySet<string> = new Set();
  #alarmCount = 0;
  #readings = 0;
  #readingsOfLife = 0;
  #lives = 0;

  /** Has seen nothing. */
  constructor(context: ObservationContext) {
    this.#context = context;
    const names = Object.keys(context.world.rig.channels);
    this.#watches = new Map(names.map((name) => [name, this.#watchOf(name)]));
  }

  /** Readings of the rig's channels so far. */
  get readings(): number {
    return this.#readings;
  }

  /** How often the rig was started. */
  get lives(): number {
    return this.#lives;
  }

  /** The rig starts, or starts again. */
  begin(): Pick<RunRigOptions, "sinks" | "onReading" | "onHealth" | "onNotice" | "onAlarm"> {
    const { clock, witness, sinks } = this.#context;
    for (const watch of this.#watches.values()) watch.begin(clock.nowMs());
    witness.begin();
    this.#readingsOfLife = 0;
    this.#lives++;
    return {
      sinks,
      onReading: (reading) => this.#sees(reading),
      onHealth: (health) => this.#seesHealth(health),
      onNotice: (notice) => {
        this.#notices[notice.kind] = (this.#notices[notice.kind] ?? 0) + 1;
        this.note("notice", notice);
      },
      onAlarm: (alarms) => this.#seesAlarms(alarms),
    };
  }

  /** The rig has ended: from now on nobody expects anything of it. */
  end(report: RigReport): void {
    const { clock, witness, sinks } = this.#context;
    for (const watch of this.#watches.values()) watch.end(clock.nowMs());
    countEnd(this.#ends, report.end);
    this.note("ended", report);
    witness.ended(report);
    for (const sink of sinks) {
      const stats = report.health.sinks.find(({ name }) => name === sink.name)!;
      sink.ended(stats, this.#readingsOfLife);
    }
  }

  /** Something has happened. */
  note(event: string, what: object): void {
    const { chronicle, clock } = this.#context;
    chronicle.add({ event, atMs: clock.nowMs(), ...what });
  }

  /** What was seen in so many ms. */
  report(simulatedMs: number): Omit<
    SimulationReport,
    "rig" | "seed" | "simulatedMs" | "days" | "traceHash" | "traceLines"
  > {
    const { world, sinks, witness, findings, clock } = this.#context;
    return {
      readings: this.#readings,
      channels: [...this.#watches.values()].map((it) => it.tally(simulatedMs, clock.nowMs())),
      sinks: sinks.map((sink) => sink.stats()),
      troubles: Object.fromEntries(
        world.weathers.map(({ place, counts }) => [place, Object.fromEntries(counts)]),
      ),
      notices: this.#notices,
      alarms: this.#alarmCount,
      ends: this.#ends,
      safe: witness.counts,
      checks: (Object.keys(CHECKS) as CheckName[]).map((name) => ({
        ...{ name, what: CHECKS[name] },
        ...{ times: findings.times(name), failed: findings.failed(name) },
      })),
      violations: findings.violations,
    };
  }

  #sees(reading: Reading<unknown>): void {
    this.#readingsOfLife++;
    this.#context.chronicle.add(reading);
    const watch = this.#watches.get(reading.channel);
    if (watch === undefined) return; // what it measures of itself
    this.#readings++;
    watch.sees(reading, this.#context.clock.nowMs());
  }

  #seesHealth(health: RigHealth): void {
    const nowMs = this.#context.clock.nowMs();
    const isEnding = health.phase === "ending" || health.phase === "ended";
    for (const { name, state, path } of health.channels) {
      const isShown = isEnding || path === "held" || SHOWN.has(state);
      this.#watches.get(name)?.shown(isShown, nowMs);
    }
    for (const { name, state } of health.instruments) {
      if (state === "left-out") this.#excuse(name);
    }
    this.note("health", health);
  }

  #seesAlarms(alarms: readonly Alarm[]): void {
    const now = alarms.map(({ channel, name, raisedWallMs }) => {
      return `${channel}/${name}/${raisedWallMs}`;
    });
    this.#alarmCount += now.filter((alarm) => !this.#alarms.has(alarm)).length;
    this.#alarms = new Set(now);
    this.note("alarms", { alarms });
  }

  /** An instrument is left out: its channels are bad, as they should be. */
  #excuse(instrument: string): void {
    const { channels } = this.#context.world.rig;
    const isIts = (name: string | undefined): boolean => {
      const plan = name === undefined ? undefined : channels[name];
      return plan !== undefined && "instrument" in plan && plan.instrument === instrument;
    };
    for (const [name, { backup }] of Object.entries(channels)) {
      if (isIts(name) || isIts(backup)) this.#watches.get(name)!.excuse();
    }
  }

  #watchOf(name: string): ChannelWatch {
    const { world: { rig, sources }, findings, clock } = this.#context;
    const plan = rig.channels[name]!;
    const { timeoutMs = TIMEOUT_MS, staleAfterMs, backup } = plan;
    const periodMs = plan.everyMs ?? rig.everyMs ?? 1_000;
    const names = backup === undefined ? [name] : [name, backup];
    const its = new Map(names.flatMap((name) => {
      const source = sources.get(name);
      return source ? [[name, source]] : [];
    }));
    return new ChannelWatch(
      {
        ...{ name, periodMs, timeoutMs, sources: its },
        staleAfterMs: staleAfterMsOf({ staleAfterMs, periodMs }),
        weathers: [...its.values()].map(({ weather }) => weather),
      },
      findings,
      clock.nowMs(),
    );
  }
}
