import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { staleAfterMsOf } from "../../policy/limits/alarm_limits.ts";
import type { Alarm } from "../../policy/limits/alarm.ts";
import type { RigHealth } from "../health/rig_health.ts";
import type { Rig } from "../rig.ts";
import type { RigReport } from "../rig_report.ts";
import type { RunRigOptions } from "../run_options.ts";
import type { AccountSink } from "./check/account_sink.ts";
import { ChannelWatch } from "./check/channel_watch.ts";
import { type CheckName, CHECKS, type Findings } from "./check/findings.ts";
import { LimitWatch } from "./check/limit_watch.ts";
import type { SafeWitness } from "./check/safe_witness.ts";
import type { Chronicle } from "./chronicle.ts";
import { countEnd } from "./count_end.ts";
import type { SimulatedWorld } from "./simulated_world.ts";
import type { SimulationReport } from "./simulation_report.ts";

const TIMEOUT_MS = 4_000;
/** The oldest measurement that a prediction is made of, if nothing else is said, in ms. */
const HOLD_MS = 60_000;
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
  readonly #limits: LimitWatch;
  readonly #notices: Record<string, number> = {};
  readonly #ends: Record<string, number> = {};
  /** Alarms that were counted, and are not over. */
  #alarms: ReadonlySet<string> = new Set();
  #alarmCount = 0;
  #readings = 0;
  #readingsOfLife = 0;
  #lives = 0;
  #isEnding = true;
  /** How far the wall clock is from monotonic time, in ms, and since when. */
  #offset: { readonly ms: number; readonly sinceMs: number };

  /** Has seen nothing. */
  constructor(context: ObservationContext) {
    this.#context = context;
    const names = Object.keys(context.world.rig.channels);
    this.#limits = new LimitWatch(context.world.rig, context.findings);
    this.#offset = this.#offsetNow();
    this.#watches = new Map(names.map((name) => [name, this.#watchOf(name)]));
  }

  /** Readings of the rig's channels so far. */
  get readings(): number {
    return this.#readings;
  }

  /** Whether the rig is ending, or has ended. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** How often the rig was started. */
  get lives(): number {
    return this.#lives;
  }

  /** The rig starts, or starts again. */
  begin(): Pick<RunRigOptions, "sinks" | "onReading" | "onHealth" | "onNotice" | "onAlarm"> {
    const { clock, witness, sinks } = this.#context;
    for (const watch of this.#watches.values()) watch.begin(clock.nowMs());
    this.#limits.begin();
    this.#alarms = new Set();
    witness.begin();
    this.#readingsOfLife = 0;
    this.#lives++;
    this.#isEnding = false;
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

  /** The wall clock is another from now on. */
  clockStepped(ms: number): void {
    this.#offset = this.#offsetNow();
    this.note("wall-step", { ms });
  }

  /** Nobody could do anything for so many ms. */
  stalled(ms: number): void {
    const nowMs = this.#context.clock.nowMs();
    for (const watch of this.#watches.values()) watch.stalled(ms, nowMs);
    this.note("stall", { ms });
  }

  /** The rig has ended: from now on nobody expects anything of it. */
  end(report: RigReport): void {
    const { clock, witness, sinks } = this.#context;
    for (const watch of this.#watches.values()) watch.end(clock.nowMs());
    countEnd(this.#ends, report.end);
    this.note("ended", report);
    witness.ended(report, clock.nowMs());
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

  /** What was seen in so many ms, until a moment. */
  report(simulatedMs: number, untilMs: number): Omit<
    SimulationReport,
    "rig" | "seed" | "simulatedMs" | "days" | "traceHash" | "traceLines"
  > {
    const { world, sinks, witness, findings } = this.#context;
    return {
      readings: this.#readings,
      channels: [...this.#watches.values()].map((it) => it.tally(simulatedMs, untilMs)),
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
    const nowMs = this.#context.clock.nowMs();
    this.#readings++;
    watch.sees(reading, nowMs);
    this.#limits.sees(reading, nowMs);
    this.#isDated(reading);
  }

  /** A reading has the wall time of the moment at which it was made. */
  #isDated({ channel, wallMs, monoMs }: Reading<unknown>): void {
    const { ms, sinceMs } = this.#offset;
    if (monoMs <= sinceMs) return; // the clock has been set since then
    const { findings } = this.#context;
    findings.looked("punctuality");
    if (Math.abs(wallMs - monoMs - ms) < 1) return;
    const what = `was read at ${monoMs + ms} by the wall clock, and says ${wallMs}`;
    findings.fails("punctuality", `${channel} ${what}`);
  }

  #offsetNow(): { readonly ms: number; readonly sinceMs: number } {
    const { clock } = this.#context;
    const sinceMs = clock.nowMs();
    return { ms: clock.wallMs() - sinceMs, sinceMs };
  }

  #seesHealth(health: RigHealth): void {
    const nowMs = this.#context.clock.nowMs();
    const isEnding = health.phase === "ending" || health.phase === "ended";
    if (isEnding && !this.#isEnding) {
      this.#isEnding = true;
      this.#context.witness.ending(nowMs);
      for (const watch of this.#watches.values()) watch.ending(nowMs);
    }
    for (const { name, state, path } of health.channels) {
      const isShown = isEnding || path === "held" || SHOWN.has(state);
      this.#watches.get(name)?.shown(isShown, nowMs);
    }
    this.#limits.seesHealth(health);
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
    this.#limits.seesAlarms(alarms);
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
        holdsForMs: plan.hold?.maxAgeMs ?? HOLD_MS,
        isOnGrid: isOnGrid(name, rig) && !its.get(name)?.earlierMs,
        weathers: [...its.values()].map(({ weather }) => weather),
      },
      findings,
      clock.nowMs(),
    );
  }
}

/** Not if it is read twice, nor if its source may be asked for another reason, such as a probe. */
function isOnGrid(name: string, { channels }: Rig): boolean {
  const { backup, limits } = channels[name]!;
  const isBackup = Object.values(channels).some((plan) => plan.backup === name);
  return backup === undefined && !isBackup && !limits?.readTwice;
}
