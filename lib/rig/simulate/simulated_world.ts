import type { Clock } from "../../contract/clock.ts";
import type { Random } from "../../contract/random.ts";
import { SimulatedNetwork } from "../../simulator/network.ts";
import type { FaultPlan } from "../../simulator/fault/fault_plan.ts";
import type { ChannelPlan } from "../channel_plan.ts";
import type { Rig } from "../rig.ts";
import type { SafeStep } from "../safe_step.ts";
import { bandOf } from "./band.ts";
import type { SafeWitness } from "./check/safe_witness.ts";
import { SimulatedReader } from "./device/simulated_reader.ts";
import { Quantity } from "./quantity.ts";
import { type Seeds, spread, untilNextMs } from "./seeds.ts";
import { standIns } from "./simulated_instruments.ts";
import type { SimulatedSource } from "./simulated_source.ts";
import { noticeable, usualFaults } from "./simulation_plan.ts";
import { Absence } from "./weather/absence.ts";
import { NotedFaults } from "./weather/noted_faults.ts";
import type { Calendar } from "./weather/calendar.ts";
import { addSpells } from "./weather/spells.ts";
import { Weather } from "./weather/weather.ts";

const HOUR_MS = 3_600_000;
/** How many instruments are not there at the start. */
const ABSENT = 0.1;
/** How much more often something befalls a reply in a simulation of less than an hour. */
const MOST_TIMES = 6;

/** What a world is made with. */
export interface WorldContext {
  readonly seeds: Seeds;
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly witness: SafeWitness;
  readonly onTrouble: (place: string, what: string) => void;
  /** The power of all instruments is cut, or is back. */
  readonly onPower: (isCut: boolean) => void;
  /** Whether nothing goes wrong at all. */
  readonly isCalm: boolean;
  /** What befalls replies. Default: a little of everything. */
  readonly faults: FaultPlan | undefined;
  /** How long the simulation lasts, in ms: things happen a few times in the shortest one. */
  readonly lastsMs: number;
}

/** What is around a rig in a simulation: instruments, sensors, and what befalls them. */
export class SimulatedWorld implements AsyncDisposable {
  /** The rig, with what it reads replaced. */
  readonly rig: Rig;
  /** Where its instruments are. */
  readonly network: SimulatedNetwork;
  /** Where the values of its channels come from. */
  readonly sources: ReadonlyMap<string, SimulatedSource>;
  readonly weathers: Weather[] = [];
  readonly #context: WorldContext;
  readonly #sources = new Map<string, SimulatedSource>();

  /**
   * Makes a world for a rig.
   *
   * @throws {TypeError} If it cannot be simulated.
   */
  constructor(rig: Rig, context: WorldContext) {
    this.#context = context;
    this.sources = this.#sources;
    this.network = new SimulatedNetwork(context.clock);
    this.#addInstruments(rig);
    const channels = Object.entries(rig.channels).map(([name, plan]) => {
      return [name, "host" in plan || "read" in plan ? this.#readerFor(name, plan, rig) : plan];
    });
    this.rig = {
      ...rig,
      channels: Object.fromEntries(channels),
      ...(rig.safe && { safe: rig.safe.map((step, at) => this.#harmless(step, at)) }),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.network[Symbol.asyncDispose]();
  }

  #addInstruments(rig: Rig): void {
    const { seeds, witness, lastsMs } = this.#context;
    const times = Math.min(MOST_TIMES, Math.max(1, HOUR_MS / lastsMs));
    const absences: Absence[] = [];
    for (const standIn of standIns({ rig, seeds, witness })) {
      const { address, kind, isTcp, replyTimeoutMs, device, measured } = standIn;
      const weather = this.weatherAt(address);
      const { faults: plan = usualFaults(replyTimeoutMs, times) } = this.#context;
      const its = noticeable(plan, kind, isTcp);
      const faults = new NotedFaults(its, seeds.of("faults", address), weather);
      const node = this.network.add(address, device, faults);
      for (const [name, what] of measured) {
        const { scale = 1, offset = 0 } = rig.channels[name]!;
        this.#sources.set(name, { ...what, weather, scale, offset });
        this.#addExcursions(name, what.quantity);
      }
      this.spells("faults", address, (isRough) => faults.isRough = isRough);
      absences.push(new Absence(node, weather));
      this.#addOutages(address, absences.at(-1)!);
    }
    this.#addPowerCuts(absences);
  }

  /** Fine and rough spells at a place; only fine ones if nothing is to go wrong. */
  spells(use: string, place: string, turn: (isRough: boolean) => void): void {
    const { seeds, calendar, lastsMs, isCalm } = this.#context;
    if (isCalm) return;
    const fineMs = Math.min(2 * HOUR_MS, lastsMs / 4);
    addSpells(calendar, seeds.of("spells", use, place), { fineMs, roughMs: fineMs / 4, turn });
  }

  /** The weather of a place, which is fine so far. */
  weatherAt(place: string): Weather {
    const weather = new Weather(place, this.#context.clock, this.#context.onTrouble);
    this.weathers.push(weather);
    return weather;
  }

  /** Nobody could do anything for a while: whatever is wrong now may be so by that. */
  stalled(): void {
    for (const weather of this.weathers) weather.trouble("stalled");
  }

  /** An instrument goes away now and then; it may not be there at the start. */
  #addOutages(address: string, absence: Absence): void {
    const { seeds, calendar, lastsMs, isCalm } = this.#context;
    if (isCalm) return;
    const random = seeds.of("outages", address);
    const betweenMs = Math.min(12 * HOUR_MS, lastsMs / 2);
    let isOut = false;
    calendar.add(random.next() < ABSENT ? 0 : untilNextMs(random, betweenMs), () => {
      if (isOut) absence.end();
      isOut = !isOut && absence.begin(random);
      return isOut ? this.#outageMs(random) : untilNextMs(random, betweenMs);
    });
  }

  /** The power of all instruments is cut at the same instant. */
  #addPowerCuts(absences: readonly Absence[]): void {
    const { seeds, calendar, lastsMs, isCalm, onPower } = this.#context;
    if (isCalm) return;
    const random = seeds.of("power cuts");
    const betweenMs = Math.min(24 * HOUR_MS, lastsMs);
    let out: readonly Absence[] = [];
    calendar.add(untilNextMs(random, betweenMs), () => {
      const isOver = out.length > 0;
      for (const absence of out) absence.end();
      out = isOver ? [] : absences.filter((absence) => absence.switchOff());
      onPower(!isOver);
      return out.length > 0 ? this.#outageMs(random) : untilNextMs(random, betweenMs);
    });
  }

  #outageMs(random: Random): number {
    return spread(random, 500, Math.min(600_000, Math.max(1_000, this.#context.lastsMs / 10)));
  }

  /** Now and then a value is where an alarm or an interlock is. */
  #addExcursions(name: string, quantity: Quantity): void {
    const { seeds, calendar, lastsMs, isCalm, onTrouble } = this.#context;
    if (isCalm || !quantity.canLeave) return;
    const random = seeds.of("excursions", name);
    const betweenMs = Math.min(12 * HOUR_MS, lastsMs / 2);
    let isOutside = false;
    calendar.add(untilNextMs(random, betweenMs), () => {
      isOutside = !isOutside;
      quantity.leave(isOutside);
      onTrouble(name, isOutside ? "out-of-limits" : "within-limits");
      return isOutside ? spread(random, 2_000, 60_000) : untilNextMs(random, betweenMs);
    });
  }

  #readerFor(name: string, plan: ChannelPlan, rig: Rig): ChannelPlan {
    const { seeds, clock } = this.#context;
    const quantity = new Quantity(bandOf(name, plan, rig), seeds.of("value", name));
    const weather = this.weatherAt(name);
    const reader = new SimulatedReader(quantity, weather, seeds.of("reader", name), clock);
    this.spells("reader", name, (isRough) => reader.isRough = isRough);
    this.#addExcursions(name, quantity);
    const { scale = 1, offset = 0 } = plan;
    const exact = { tolerance: 0, earlierMs: 0 };
    this.#sources.set(name, { quantity, weather, scale, offset, ...exact });
    const { host: _, read: __, ...policies } = { host: "", read: undefined, ...plan };
    return { ...policies, read: reader.read } as ChannelPlan;
  }

  /** A step of the user's own could touch something real: it is only noted. */
  #harmless(step: SafeStep, at: number): SafeStep {
    if (!("run" in step)) return step;
    const { witness } = this.#context;
    return { ...step, run: () => witness.carriedOut(at) };
  }
}
