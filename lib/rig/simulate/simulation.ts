import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Reading } from "../../contract/reading.ts";
import type { Transport } from "../../contract/transport.ts";
import { staleAfterMsOf } from "../../policy/limits/alarm_limits.ts";
import { VirtualClock } from "../../testing/virtual_clock.ts";
import type { RigHealth } from "../health/rig_health.ts";
import type { Rig } from "../rig.ts";
import type { RigEnd } from "../rig_end.ts";
import type { RigReport } from "../rig_report.ts";
import { startRig } from "../run_rig.ts";
import type { RunningRig } from "../run/running_rig.ts";
import { AccountSink } from "./check/account_sink.ts";
import { ChannelWatch } from "./check/channel_watch.ts";
import { type CheckName, CHECKS, Findings } from "./check/findings.ts";
import { GrowthWatch } from "./check/growth_watch.ts";
import { SafeWitness } from "./check/safe_witness.ts";
import { Chronicle } from "./chronicle.ts";
import { CountingClock } from "./counting_clock.ts";
import { Seeds, untilNextMs } from "./seeds.ts";
import { SimulatedWorld } from "./simulated_world.ts";
import type { SimulateRigOptions } from "./simulate_rig.ts";
import type { SimulationReport } from "./simulation_report.ts";
import { Calendar } from "./weather/recurring.ts";

const HOUR_MS = 3_600_000;
/** The clock is asked at least so often whether the rig has ended, in ms. */
const STEP_MS = 10_000;
/** How often it is told how far it is, in ms. */
const PROGRESS_MS = HOUR_MS / 6;
/** A rig that has ended is started again after so long, as by systemd, in ms. */
const RESTART_MS = 5_000;
const TIMEOUT_MS = 4_000;
/** Steps of the wall clock, in ms: daylight saving, and corrections. */
const WALL_STEPS_MS: readonly number[] = [HOUR_MS, -HOUR_MS, 500, -500, 2_000, -30];

/** What says of a channel that its last value is no longer true. */
const SHOWN: ReadonlySet<string> = new Set(["stale", "bad", "waiting"]);

/** One simulation of a rig. */
export class Simulation {
  readonly clock = new VirtualClock();
  readonly #options: SimulateRigOptions;
  readonly #endMs: number;
  readonly #seeds: Seeds;
  readonly #chronicle: Chronicle;
  readonly #findings: Findings;
  readonly #witness: SafeWitness;
  readonly #calendar = new Calendar();
  /** The time of all that is not the rig. */
  readonly #worldClock = new CountingClock(this.clock);
  readonly #world: SimulatedWorld;
  readonly #watches: ReadonlyMap<string, ChannelWatch>;
  readonly #sinks: readonly AccountSink[];
  readonly #growth: GrowthWatch;
  readonly #notices: Record<string, number> = {};
  readonly #ends: Record<string, number> = {};
  readonly #alarms = new Set<string>();
  #alarmCount = 0;
  #readings = 0;
  #readingsOfLife = 0;
  #running: RunningRig | undefined;

  /**
   * Makes a simulation that has not begun.
   *
   * @throws {TypeError} If the rig cannot be simulated.
   */
  constructor(rig: Rig, options: SimulateRigOptions) {
    const { days, seed = 1, faults, isCalm = false } = options;
    this.#options = options;
    this.#endMs = days * 24 * HOUR_MS;
    this.#seeds = new Seeds(seed);
    this.#chronicle = new Chronicle(options.onLines !== undefined);
    this.#findings = new Findings(this.clock, (violation) => this.#note("violation", violation));
    this.#witness = new SafeWitness(rig, this.#findings);
    this.#world = new SimulatedWorld(rig, {
      ...{ seeds: this.#seeds, clock: this.#worldClock, calendar: this.#calendar },
      witness: this.#witness,
      onTrouble: (place, what) => this.#note("trouble", { place, what }),
      ...{ faults, isCalm },
      lastsMs: this.#endMs,
    });
    this.#watches = new Map(Object.keys(rig.channels).map((name) => [name, this.#watchOf(name)]));
    this.#sinks = [this.#sink("steady", 1_000), this.#sink("shaky", 100)];
    this.#world.spells("sink", "shaky", (isRough) => this.#sinks[1]!.isRough = isRough);
    const parts = this.#watches.size + Object.keys(rig.instruments ?? {}).length;
    this.#growth = new GrowthWatch(this.#findings, {
      timers: 20 + 5 * parts,
      connections: 2 * Object.keys(rig.instruments ?? {}).length,
    });
    this.#plan();
  }

  /** Lets the time pass. Rejects with `signal.reason` if that aborts. */
  async run(): Promise<SimulationReport> {
    const { clock } = this;
    while (clock.nowMs() < this.#endMs) {
      const life = await this.#start();
      while (clock.nowMs() < this.#endMs && !life.report) await this.#step(this.#endMs);
      this.#running!.stop("the simulation is over");
      while (!life.report) await clock.advance(100);
      this.#ended(life.report);
      const restartMs = clock.nowMs() + RESTART_MS;
      while (clock.nowMs() < restartMs) await this.#step(restartMs);
      this.#growth.ended({ ...this.#grown(), heapBytes: undefined });
    }
    await this.#world[Symbol.asyncDispose]();
    await this.#progress();
    return this.#report();
  }

  async #start(): Promise<{ report: RigReport | undefined }> {
    const { clock } = this;
    const life = Object.values(this.#ends).reduce((sum, count) => sum + count, 0);
    for (const watch of this.#watches.values()) watch.begin(clock.nowMs());
    this.#witness.begin();
    this.#readingsOfLife = 0;
    this.#running = await startRig(this.#world.rig, {
      clock,
      random: this.#seeds.of("rig", life),
      openTransport: (address, options) => this.#open(address, options),
      memoryBytes: () => 0, // it would be another one each time
      sinks: this.#sinks,
      onReading: (reading) => this.#sees(reading),
      onHealth: (health) => this.#seesHealth(health),
      onNotice: (notice) => {
        this.#notices[notice.kind] = (this.#notices[notice.kind] ?? 0) + 1;
        this.#note("notice", notice);
      },
      onAlarm: (alarms) => {
        for (const { channel, name, raisedWallMs } of alarms) {
          const key = `${channel}/${name}/${raisedWallMs}`;
          if (this.#alarms.has(key)) continue;
          this.#alarms.add(key);
          this.#alarmCount++;
        }
        this.#note("alarms", { alarms });
      },
    });
    const ended: { report: RigReport | undefined } = { report: undefined };
    void this.#running.ended.then((report) => {
      for (const watch of this.#watches.values()) watch.end(clock.nowMs());
      ended.report = report;
    });
    return ended;
  }

  #open(address: string, options: AbortOptions): Promise<Transport> {
    const open = (): Promise<Transport> => this.#world.network.open(address, options);
    return this.#options.between?.(address, open) ?? open();
  }

  /** Lets the time pass until something happens, or for a while. */
  async #step(mostMs: number): Promise<void> {
    const { clock } = this;
    const nowMs = clock.nowMs();
    const untilMs = Math.min(this.#calendar.nextMs, nowMs + STEP_MS, mostMs);
    await clock.advance(Math.max(0, untilMs - nowMs));
    this.#calendar.pass(clock.nowMs());
    const passed = (ms: number): number => Math.floor(ms / PROGRESS_MS);
    if (passed(nowMs) < passed(clock.nowMs())) await this.#progress();
  }

  async #progress(): Promise<void> {
    const { onProgress, onLines, signal } = this.#options;
    signal?.throwIfAborted();
    const simulatedMs = this.clock.nowMs();
    const { violations } = this.#findings;
    await onProgress?.({ simulatedMs, readings: this.#readings, violations });
    await onLines?.(this.#chronicle.take());
  }

  #ended(report: RigReport): void {
    const cause = causeOf(report.end);
    this.#ends[cause] = (this.#ends[cause] ?? 0) + 1;
    this.#note("ended", report);
    this.#witness.ended(report);
    for (const sink of this.#sinks) {
      const stats = report.health.sinks.find(({ name }) => name === sink.name)!;
      sink.ended(stats, this.#readingsOfLife);
    }
  }

  #sees(reading: Reading<unknown>): void {
    this.#readingsOfLife++;
    this.#chronicle.add(reading);
    const watch = this.#watches.get(reading.channel);
    if (watch === undefined) return; // what it measures of itself
    this.#readings++;
    watch.sees(reading, this.clock.nowMs());
  }

  #seesHealth(health: RigHealth): void {
    const nowMs = this.clock.nowMs();
    const isEnding = health.phase === "ending" || health.phase === "ended";
    for (const { name, state, path } of health.channels) {
      const isShown = isEnding || path === "held" || SHOWN.has(state);
      this.#watches.get(name)?.shown(isShown, nowMs);
    }
    for (const { name, state } of health.instruments) {
      if (state === "left-out") this.#excuse(name);
    }
    this.#note("health", health);
  }

  #excuse(instrument: string): void {
    const { channels } = this.#world.rig;
    const isIts = (name: string | undefined): boolean => {
      const plan = name === undefined ? undefined : channels[name];
      return plan !== undefined && "instrument" in plan && plan.instrument === instrument;
    };
    for (const [name, { backup }] of Object.entries(channels)) {
      if (isIts(name) || isIts(backup)) this.#watches.get(name)!.excuse();
    }
  }

  #watchOf(name: string): ChannelWatch {
    const { rig, sources } = this.#world;
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
      this.#findings,
      this.clock.nowMs(),
    );
  }

  #sink(name: string, capacity: number): AccountSink {
    return new AccountSink({
      ...{ name, capacity, clock: this.#worldClock, findings: this.#findings },
      random: this.#seeds.of("sink", name),
      weather: this.#world.weatherAt(`sink ${name}`),
    });
  }

  /** What happens besides what befalls the instruments. */
  #plan(): void {
    const { clock } = this;
    const random = this.#seeds.of("wall clock");
    const betweenMs = Math.min(6 * HOUR_MS, this.#endMs / 3);
    if (!this.#options.isCalm) {
      this.#calendar.add(untilNextMs(random, betweenMs), () => {
        const stepMs = WALL_STEPS_MS[Math.floor(random.next() * WALL_STEPS_MS.length)]!;
        clock.stepWall(stepMs);
        this.#note("wall-step", { stepMs });
        return untilNextMs(random, betweenMs);
      });
    }
    const lookMs = Math.min(HOUR_MS / 6, this.#endMs / 5);
    this.#calendar.add(lookMs, () => { // an operator
      for (const { channel, phase } of this.#running?.alarms.list() ?? []) {
        if (phase !== "acknowledged") this.#running!.alarms.acknowledge(channel);
      }
      this.#alarms.clear();
      return lookMs;
    });
    const dayMs = Math.min(24 * HOUR_MS, this.#endMs / 3);
    this.#calendar.add(dayMs, () => {
      this.#growth.day(this.#grown());
      return dayMs;
    });
  }

  #grown(): { timers: number; connections: number; heapBytes: number | undefined } {
    return {
      timers: this.clock.pendingTimers - this.#worldClock.pendingTimers,
      connections: this.#world.network.clients,
      heapBytes: this.#options.heapBytes?.(),
    };
  }

  #note(event: string, what: object): void {
    this.#chronicle.add({ event, atMs: this.clock.nowMs(), ...what });
  }

  #report(): SimulationReport {
    const { rig, weathers } = this.#world;
    const simulatedMs = this.#endMs;
    const { heapBytesPerDay } = this.#growth;
    return {
      ...{ rig: rig.name, seed: this.#options.seed ?? 1, simulatedMs, readings: this.#readings },
      channels: [...this.#watches.values()].map((watch) => watch.tally(simulatedMs)),
      sinks: this.#sinks.map((sink) => sink.stats()),
      troubles: Object.fromEntries(
        weathers.map(({ place, counts }) => [place, Object.fromEntries(counts)]),
      ),
      notices: this.#notices,
      alarms: this.#alarmCount,
      ends: this.#ends,
      safe: this.#witness.counts,
      checks: Object.entries(CHECKS).map(([name, what]) => {
        const check = name as CheckName;
        return {
          ...{ name: check, what },
          times: this.#findings.times(check),
          failed: this.#findings.failed(check),
        };
      }),
      violations: this.#findings.violations,
      days: this.#growth.days,
      ...(heapBytesPerDay === undefined ? {} : { heapBytesPerDay }),
      traceLines: this.#chronicle.lines,
      traceHash: this.#chronicle.digest(),
    };
  }
}

/** What has ended a rig, without the figures. */
function causeOf(end: RigEnd): string {
  switch (end.kind) {
    case "interlock":
      return `interlock ${end.interlock}`;
    case "critical":
      return `critical ${end.channel}`;
    case "core":
      return end.part;
    case "start":
      return `start of ${end.instrument}`;
    default:
      return end.kind;
  }
}
