import type { Channel } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { printable } from "../../base/printable.ts";
import { textOfThrown, toFault } from "../../base/readout_error.ts";
import { systemClock } from "../../base/system_clock.ts";
import { every } from "../../acquisition/every.ts";
import type { Alarms } from "../../policy/limits/alarms.ts";
import { denoSystem } from "../../source/host/deno_system.ts";
import { BlackBox, type LeftCrash } from "../crash/black_box.ts";
import { healthOf } from "../health/health_of.ts";
import { headline } from "../health/health_text.ts";
import type { RigHealth } from "../health/rig_health.ts";
import type { OpenInstruments } from "../instrument_plan.ts";
import type { PolledChannel } from "../polled_channel.ts";
import type { Rig } from "../rig.ts";
import { type RigEnd, textOfEnd } from "../rig_end.ts";
import type { RigReport } from "../rig_report.ts";
import type { RunRigOptions } from "../run_options.ts";
import type { SafeSequence } from "../safe/safe_sequence.ts";
import { heed } from "../supervise/heed.ts";
import { assemble, type Assembly } from "./assemble.ts";
import { type WindUp, windUp, windUpMs } from "./wind_up.ts";

const SELF_EVERY_MS = 10_000;
/** How often it looks at the wall clock, and which instruments are there, in ms. */
const LOOK_EVERY_MS = 1_000;

/** A rig that runs. */
export class RunningRig {
  /** Its name. */
  readonly name: string;
  /** What is, or was, wrong by the limits of its channels. */
  readonly alarms: Alarms;
  /** Resolves when it has ended. Never rejects. */
  readonly ended: Promise<RigReport>;
  readonly #options: RunRigOptions;
  readonly #clock: Clock;
  readonly #all: Assembly;
  /** Its safe sequence, if it has a safe state. */
  readonly #sequence: SafeSequence | undefined;
  readonly #box: BlackBox | undefined;
  /** Stops everything but the end itself. */
  readonly #polling = new AbortController();
  readonly #ending = Promise.withResolvers<RigEnd>();
  #thrown: unknown;
  /** What was wrong when it ended: that nothing is read any more is no alarm. */
  #wrongAtEnd: Pick<RigHealth, "alarms" | "interlocks"> | undefined;
  #phase: RigHealth["phase"] = "starting";

  /**
   * Starts a rig.
   *
   * @throws {TypeError} If it cannot be run, with everything that is wrong; nothing has been opened.
   */
  constructor(rig: Rig, options: RunRigOptions) {
    const { clock = systemClock, crash } = options;
    this.name = rig.name;
    this.#options = options;
    this.#clock = clock;
    this.#box = crash && new BlackBox(rig.name, crash, clock);
    this.#all = assemble(rig, options, clock, {
      onReading: (reading) => {
        this.#box?.see(reading);
        this.#tell(() => options.onReading?.(reading));
      },
      onNotice: (notice) => {
        this.#box?.notice(notice);
        this.#tell(() => options.onNotice?.(notice));
      },
      onAlarm: (alarms) => {
        this.#tell(() => options.onAlarm?.(alarms));
        this.#changed();
      },
      onChange: () => this.#changed(),
      onEnd: (end) => this.#end(end),
    }, this.#polling.signal);
    this.alarms = this.#all.parts.alarms;
    this.#sequence = (rig.safe ?? []).length > 0 ? this.#all.safe : undefined;
    this.ended = this.#run();
  }

  /** Its channels, with their policies. */
  get channels(): readonly Channel<unknown>[] {
    return this.#all.parts.channels.map(({ channel }) => channel);
  }

  /** How its channels are read, in its order. */
  get polled(): readonly PolledChannel[] {
    return this.#all.parts.channels.map(({ name, channel: { unit }, periodMs, staleAfterMs }) => {
      return { name, unit, periodMs, staleAfterMs };
    });
  }

  /** What works, what does not, since when and why. */
  health(): RigHealth {
    const { desk, instruments, pumps } = this.#all;
    return healthOf({
      ...{ rig: this.name, wallMs: this.#clock.wallMs(), phase: this.#phase },
      channels: desk.book.health(),
      instruments: instruments.health(),
      sinks: pumps.map((pump) => pump.health()),
      ...this.#wrongAtEnd ?? this.#wrong(),
      ...(desk.clockStep ? { clockStep: desk.clockStep } : {}),
    });
  }

  /** The last readings of each channel, the oldest first: 20 at most. */
  lastReadings(): ReadonlyMap<string, readonly Reading<unknown>[]> {
    return this.#all.desk.book.lastReadings();
  }

  /** The instruments, by name. */
  instruments(): OpenInstruments {
    return this.#all.instruments.open();
  }

  /** Stops it, through its safe sequence. What happens first is why it has ended. */
  stop(why: string): void {
    this.#end({ kind: "stopped", why });
  }

  /** Ends it, through its safe sequence, because something threw that nobody expected. */
  fail(error: unknown): void {
    this.#thrown ??= error;
    this.#end({ kind: "error", fault: toFault(error) });
  }

  async #run(): Promise<RigReport> {
    const { signal, uncaught } = this.#options;
    const { desk, life, parts, pumps, instruments } = this.#all;
    const unheed = [
      heed(signal, (reason) => this.stop(textOfThrown(reason))),
      heed(uncaught, (reason) => this.fail(reason)),
    ];
    void this.#connect();
    const polling = this.#poll();
    this.#look();
    const end = await this.#ending.promise;
    this.#wrongAtEnd = this.#wrong();
    const windingUp: WindUp = {
      ...{ pumps, instruments, sequence: this.#sequence },
      leaveCrash: () => this.#leaveCrash(end),
    };
    life.stopping(windUpMs(windingUp));
    this.#inPhase("ending");
    await polling;
    desk.stop();
    const why = printable(textOfEnd(end), 1_000);
    const { safe, notDone, crashFile } = await windUp(windingUp, why);
    this.#inPhase("ended");
    for (const stop of unheed) stop();
    parts.host?.[Symbol.dispose]();
    life.stop();
    const isSafe = safe?.isSafe ?? true;
    const exitCode = !isSafe ? 3 : end.kind === "stopped" ? 0 : 1;
    const health = this.health();
    return { rig: this.name, end, why, isSafe, safe, health, notDone, crashFile, exitCode };
  }

  /** It has to end: at once nothing more is asked. What happens first is why. */
  #end(end: RigEnd): void {
    if (this.#polling.signal.aborted) return;
    this.#all.instruments.look(); // the last time: then it closes them itself
    this.#ending.resolve(end);
    this.#polling.abort();
  }

  /** What is wrong by limits and interlocks. */
  #wrong(): Pick<RigHealth, "alarms" | "interlocks"> {
    return { alarms: this.alarms.list(), interlocks: this.#all.parts.interlocks.health() };
  }

  async #connect(): Promise<void> {
    const { signal } = this.#polling;
    try {
      await this.#all.instruments.connect(signal);
    } catch (error) {
      return this.fail(error);
    }
    if (signal.aborted) return;
    this.#inPhase("running");
    this.#all.life.ready();
  }

  /** Looks now and then at what nobody tells of by itself. */
  #look(): void {
    const { instruments, desk } = this.#all;
    const { signal } = this.#polling;
    const clock = this.#clock;
    every(LOOK_EVERY_MS, () => {
      if (instruments.look()) this.#changed();
      instruments.keepConnected(signal);
      desk.lookAtClock();
    }, { signal, clock });
  }

  async #poll(): Promise<void> {
    const { selfEveryMs: everyMs = SELF_EVERY_MS } = this.#options;
    const { memoryBytes = denoSystem.processMemoryBytes } = this.#options;
    try {
      await this.#all.desk.poll({ everyMs, memoryBytes }, this.#polling.signal);
    } catch (error) {
      this.fail(error);
    }
  }

  async #leaveCrash(end: RigEnd): Promise<LeftCrash | undefined> {
    return await this.#box?.leave({
      ...{ end, thrown: this.#thrown, sequence: this.#sequence },
      health: () => this.health(),
      readings: this.lastReadings(),
      instruments: this.#all.parts.instruments,
    });
  }

  #inPhase(phase: RigHealth["phase"]): void {
    this.#phase = phase;
    this.#changed();
  }

  #changed(): void {
    this.#tell(() => {
      if (!this.#polling.signal.aborted) this.#all.instruments.look();
      const health = this.health();
      this.#all.life.status(headline(health));
      this.#options.onHealth?.(health);
    });
  }

  /** Calls what may throw, such as what was given by the user: that ends the rig, and goes no further. */
  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.fail(error);
    }
  }
}
