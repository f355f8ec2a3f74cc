import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Random } from "../../contract/random.ts";
import type { Transport } from "../../contract/transport.ts";
import { nextTurn } from "../../base/system_clock.ts";
import { VirtualClock } from "../../testing/virtual_clock.ts";
import type { RigReport } from "../rig_report.ts";
import { startRig } from "../run_rig.ts";
import type { RunningRig } from "../run/running_rig.ts";
import { AccountSink } from "./check/account_sink.ts";
import { Findings } from "./check/findings.ts";
import { type Grown, GrowthWatch, heapGrowth } from "./check/growth_watch.ts";
import { SafeWitness } from "./check/safe_witness.ts";
import { Chronicle } from "./chronicle.ts";
import { CountingClock } from "./counting_clock.ts";
import { Observation } from "./observation.ts";
import { Seeds, spread, untilNextMs } from "./seeds.ts";
import { SimulatedWorld } from "./simulated_world.ts";
import type { SimulateRigOptions } from "./simulate_options.ts";
import type { SimulationReport } from "./simulation_report.ts";
import type { Stretch } from "./stretch.ts";
import { Calendar } from "./weather/calendar.ts";
import { addWallSteps } from "./weather/wall_steps.ts";

const HOUR_MS = 3_600_000;
/** The clock is asked at least so often whether the rig has ended, in ms. */
const STEP_MS = 10_000;
/** How often it is told how far it is, in ms. */
const PROGRESS_MS = HOUR_MS / 6;
/** How often the rig reads its own channels, in ms: that they are there is enough here. */
const SELF_EVERY_MS = 60_000;
/** A rig that has ended is started again after so long, as by systemd, in ms. */
const RESTART_MS = 5_000;

/** What a simulation tells, and asks, while it goes on. */
export type SimulationDesk = Pick<
  SimulateRigOptions,
  "signal" | "onProgress" | "onLines" | "heapBytes" | "between"
>;

/** From a start of the rig to its end. */
interface Life {
  /** How it has ended, when it has. */
  report: RigReport | undefined;
  /** How many timers there were then. */
  timersLeft: number;
}

/** One stretch of a simulation. */
export class Simulation {
  readonly #stretch: Stretch;
  readonly #desk: SimulationDesk;
  readonly #clock = new VirtualClock();
  /** The time of all that is not the rig. */
  readonly #worldClock: CountingClock;
  readonly #seeds: Seeds;
  readonly #powerRandom: Random;
  readonly #chronicle: Chronicle;
  readonly #findings: Findings;
  readonly #calendar: Calendar;
  readonly #world: SimulatedWorld;
  readonly #observation: Observation;
  readonly #growth: GrowthWatch;
  #running: RunningRig | undefined;

  /**
   * Makes a simulation that has not begun.
   *
   * @throws {TypeError} If the rig cannot be simulated.
   */
  constructor(stretch: Stretch, desk: SimulationDesk) {
    const { rig, at, startMs, endMs, seed, faults, isCalm } = stretch;
    const clock = this.#clock;
    clock.stall(startMs);
    this.#stretch = stretch;
    this.#desk = desk;
    this.#seeds = new Seeds(seed, at);
    this.#powerRandom = this.#seeds.of("power");
    this.#worldClock = new CountingClock(clock);
    this.#calendar = new Calendar(startMs);
    this.#chronicle = new Chronicle(desk.onLines !== undefined);
    const note = (event: string, what: object): void => this.#observation.note(event, what);
    this.#findings = new Findings(clock, (violation) => note("violation", violation));
    const findings = this.#findings;
    const witness = new SafeWitness(rig, findings);
    const world = this.#world = new SimulatedWorld(rig, {
      ...{ seeds: this.#seeds, clock: this.#worldClock, calendar: this.#calendar, witness },
      ...{ faults, isCalm, lastsMs: endMs - startMs },
      onTrouble: (place, what) => note("trouble", { place, what }),
      onPower: (isCut) => this.#powerChanges(isCut),
    });
    const sinks = [this.#sink("steady", 1_000), this.#sink("shaky", 10)];
    world.spells("sink", "shaky", (isRough) => sinks[1]!.isRough = isRough);
    const chronicle = this.#chronicle;
    this.#observation = new Observation({ clock, world, chronicle, findings, witness, sinks });
    const instruments = Object.keys(rig.instruments ?? {}).length;
    this.#growth = new GrowthWatch(findings, {
      timers: 20 + 5 * (instruments + Object.keys(rig.channels).length),
      connections: 2 * instruments,
    });
    if (!isCalm) {
      addWallSteps(this.#calendar, this.#seeds.of("wall clock"), endMs - startMs, (ms) => {
        this.#stepWall(ms);
      });
      this.#addStalls();
      this.#addStops();
    }
    this.#addOperator();
    this.#addDays();
  }

  /** Lets the time pass. Rejects with `signal.reason` if that aborts. */
  async run(): Promise<SimulationReport> {
    const clock = this.#clock;
    const { rig, seed, startMs, endMs } = this.#stretch;
    this.#calendar.pass(startMs); // it may be rough from the start
    while (clock.nowMs() < endMs) {
      const life = await this.#start();
      while (clock.nowMs() < endMs && !life.report) await this.#step(endMs);
      this.#running!.stop("the simulation is over");
      while (!life.report) await this.#step(clock.nowMs() + 100);
      const restartMs = clock.nowMs() + RESTART_MS;
      while (clock.nowMs() < restartMs) await this.#step(restartMs);
      this.#growth.ended({ ...this.#grown(), timers: life.timersLeft });
    }
    await this.#world[Symbol.asyncDispose]();
    await this.#progress();
    this.#growth.over();
    const { days } = this.#growth;
    return {
      ...{ rig: rig.name, seed, simulatedMs: endMs - startMs },
      ...this.#observation.report(endMs - startMs, endMs),
      days,
      ...heapGrowth(days),
      traceLines: this.#chronicle.lines,
      traceHash: this.#chronicle.digest(),
    };
  }

  async #start(): Promise<Life> {
    const life: Life = { report: undefined, timersLeft: 0 };
    this.#running = await startRig(this.#world.rig, {
      clock: this.#clock,
      random: this.#seeds.of("rig", this.#observation.lives),
      openTransport: (address, options) => this.#open(address, options),
      memoryBytes: () => 0, // it would be another one each time
      selfEveryMs: SELF_EVERY_MS,
      ...this.#observation.begin(),
    });
    void this.#running.ended.then(async (report) => {
      this.#observation.end(report);
      await nextTurn(); // what it ends by ends
      life.timersLeft = this.#grown().timers;
      life.report = report;
    });
    return life;
  }

  #open(address: string, options: AbortOptions): Promise<Transport> {
    const open = (): Promise<Transport> => this.#world.network.open(address, options);
    return this.#desk.between?.(address, open) ?? open();
  }

  /** Lets the time pass until something happens, or for a while. */
  async #step(untilMs: number): Promise<void> {
    const clock = this.#clock;
    const fromMs = clock.nowMs();
    const toMs = Math.min(this.#calendar.nextMs, fromMs + STEP_MS, untilMs);
    this.#desk.signal?.throwIfAborted();
    await clock.advance(Math.max(0, toMs - fromMs));
    this.#calendar.pass(clock.nowMs());
    const passed = (ms: number): number => Math.floor(ms / PROGRESS_MS);
    if (passed(fromMs) < passed(clock.nowMs())) await this.#progress();
  }

  async #progress(): Promise<void> {
    const { onProgress, onLines } = this.#desk;
    const { readings } = this.#observation;
    const { violations } = this.#findings;
    const simulatedMs = Math.min(this.#lastsMs, this.#clock.nowMs() - this.#stretch.startMs);
    await onProgress?.({ simulatedMs, readings, violations });
    await onLines?.(this.#chronicle.take());
  }

  #sink(name: string, capacity: number): AccountSink {
    return new AccountSink({
      ...{ name, capacity, clock: this.#worldClock, findings: this.#findings },
      random: this.#seeds.of("sink", name),
      weather: this.#world.weatherAt(`sink ${name}`),
    });
  }

  get #lastsMs(): number {
    return this.#stretch.endMs - this.#stretch.startMs;
  }

  /** At the instant of a power cut the rig is stopped, or not; after it the clock is set, or not. */
  #powerChanges(isCut: boolean): void {
    if (this.#powerRandom.next() < 0.5) return;
    if (isCut) this.#running?.stop("the power is cut");
    else this.#stepWall(this.#powerRandom.next() < 0.5 ? HOUR_MS : -HOUR_MS);
  }

  #stepWall(ms: number): void {
    this.#clock.stepWall(ms);
    this.#observation.clockStepped(ms);
  }

  /** Somebody stops the rig now and then; it is started again. */
  #addStops(): void {
    const random = this.#seeds.of("stops");
    const untilMs = (): number => untilNextMs(random, Math.min(24 * HOUR_MS, this.#lastsMs / 2));
    this.#calendar.add(untilMs(), () => {
      this.#running?.stop("somebody stops it");
      return untilMs();
    });
  }

  /** The computer does something else for a while; but while the rig ends, it does not. */
  #addStalls(): void {
    const random = this.#seeds.of("stalls");
    const untilMs = (): number => untilNextMs(random, Math.min(2 * HOUR_MS, this.#lastsMs));
    this.#calendar.add(untilMs(), () => {
      if (this.#observation.isEnding) return 1_000;
      const ms = spread(random, 20, 3_000);
      this.#clock.stall(ms);
      this.#world.stalled();
      this.#observation.stalled(ms);
      return ms + untilMs();
    });
  }

  /** Somebody who looks at the alarms now and then, and acknowledges them. */
  #addOperator(): void {
    const everyMs = Math.min(HOUR_MS / 6, this.#lastsMs / 5);
    this.#calendar.add(everyMs, () => {
      const alarms = this.#running?.alarms;
      for (const { channel } of alarms?.list() ?? []) alarms!.acknowledge(channel);
      return everyMs;
    });
  }

  /** What there is at the end of each day; of each third of a shorter time. */
  #addDays(): void {
    const everyMs = Math.min(24 * HOUR_MS, this.#lastsMs / 3);
    this.#calendar.add(everyMs, () => {
      this.#growth.day({ ...this.#grown(), heapBytes: this.#desk.heapBytes?.() });
      return everyMs;
    });
  }

  #grown(): Grown {
    return {
      timers: this.#clock.pendingTimers - this.#worldClock.pendingTimers,
      connections: this.#world.network.clients,
      heapBytes: undefined,
    };
  }
}
