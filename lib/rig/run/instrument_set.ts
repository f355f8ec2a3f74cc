import type { Clock } from "../../contract/clock.ts";
import type { Fault } from "../../contract/fault.ts";
import { toFault } from "../../base/readout_error.ts";
import { isLeftOut } from "../../link/startup.ts";
import { type AnyInstrument, connect, connectsOf, faultOf } from "../build/made_instrument.ts";
import type { InstrumentHealth } from "../health/rig_health.ts";
import { wallOf } from "../health/wall_of.ts";
import type { InstrumentPlan, OpenInstruments } from "../instrument_plan.ts";
import { within } from "../supervise/within.ts";

type Plans = Readonly<Record<string, InstrumentPlan>>;

interface Slot {
  readonly name: string;
  readonly plan: InstrumentPlan;
  readonly instrument: AnyInstrument;
  state: InstrumentHealth["state"];
  sinceMs: number;
  fault: Fault | undefined;
  isTried: boolean;
}

/** What a set of instruments tells of, and asks for. */
export interface InstrumentsDesk {
  readonly clock: Clock;
  readonly onChange: () => void;
  /** One that must be there is not. */
  readonly onStartFault: (instrument: string, fault: Fault) => void;
  /** Makes those that were left out anew. */
  readonly makeAnew: (plans: Plans) => ReadonlyMap<string, AnyInstrument>;
}

/** The instruments of a running rig: connected all at once, each by its startup policy. */
export class InstrumentSet {
  readonly #slots: readonly Slot[];
  readonly #desk: InstrumentsDesk;
  /** Those that were left out, made anew for the safe sequence. */
  #anew: ReadonlyMap<string, AnyInstrument> | undefined;

  /** Takes instruments that are not connected. */
  constructor(
    instruments: ReadonlyMap<string, AnyInstrument>,
    plans: Plans,
    desk: InstrumentsDesk,
  ) {
    this.#desk = desk;
    const sinceMs = desk.clock.nowMs();
    this.#slots = [...instruments].map(([name, instrument]) => {
      const now = { state: "connecting", sinceMs, fault: undefined, isTried: false } as const;
      return { name, instrument, plan: plans[name]!, ...now };
    });
  }

  /** Connects them all; resolves when each is there, or its policy has said what to do. */
  async connect(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#slots.map((slot) => this.#connect(slot, signal)));
  }

  /** Those that there are, by name. */
  open(): OpenInstruments {
    return Object.fromEntries(
      this.#slots.map(({ name, state, instrument }) => {
        return [name, state === "left-out" ? undefined : instrument];
      }),
    );
  }

  /** All of them, for the safe sequence: one that was left out is made anew, and may be there now. */
  all(): OpenInstruments {
    this.#anew ??= this.#madeAnew();
    return { ...this.open(), ...Object.fromEntries(this.#anew) };
  }

  /** How they are, as they were looked at last. */
  health(): InstrumentHealth[] {
    return this.#slots.map(({ name, plan: { address }, state, sinceMs, fault }) => {
      const sinceWallMs = wallOf(this.#desk.clock, sinceMs);
      return { name, address, state, sinceWallMs, ...(fault ? { fault } : {}) };
    });
  }

  /** Looks which are there now; tells whether that has changed. */
  look(): boolean {
    let isChanged = false;
    for (const slot of this.#slots) {
      if (slot.state === "left-out") continue;
      const error = faultOf(slot.instrument);
      if (error) isChanged = this.#is(slot, "absent", toFault(error)) || isChanged;
      else if (connectsOf(slot.instrument) > 0) {
        isChanged = this.#is(slot, "connected") || isChanged;
      }
    }
    return isChanged;
  }

  /** Connects those that are not connected: nobody may ask them for long. */
  keepConnected(signal: AbortSignal): void {
    for (const slot of this.#slots) {
      const { state, instrument, isTried } = slot;
      if (state === "connecting" || state === "left-out" || isTried) continue;
      if ("listener" in instrument || instrument.link.isConnected) continue; // a listener does it itself
      slot.isTried = true;
      void connect(instrument, "error", signal)
        .catch(() => {}) // its fault tells
        .then(() => {
          slot.isTried = false;
          if (!signal.aborted && this.look()) this.#desk.onChange();
        });
    }
  }

  /** Closes them all, each within a time. Tells what was not. */
  async close(timeoutMs: number): Promise<Fault[]> {
    const all = this.#slots.map(({ name, instrument }) => [name, instrument] as const);
    const closing = [...all, ...this.#anew ?? []].map(async ([name, instrument]) => {
      try {
        await within(this.#desk.clock, timeoutMs, `close ${name}`, () => {
          return instrument[Symbol.asyncDispose]();
        });
        return [];
      } catch (error) {
        return [toFault(error)];
      }
    });
    return (await Promise.all(closing)).flat();
  }

  async #connect(slot: Slot, signal: AbortSignal): Promise<void> {
    const { startup = "retry" } = slot.plan;
    try {
      await connect(slot.instrument, startup === "retry" ? "retry" : "error", signal);
    } catch (error) {
      if (signal.aborted) return;
      const fault = toFault(error);
      if (startup !== "retry" && !isLeftOut(startup, error)) {
        this.#is(slot, "absent", fault);
        this.#desk.onStartFault(slot.name, fault);
      } else if (startup !== "retry") {
        this.#is(slot, "left-out", fault);
        await this.#leaveOut(slot);
      }
    }
    this.#desk.onChange();
  }

  /** Its channels say `link.closed` from now on. */
  async #leaveOut({ name, instrument }: Slot): Promise<void> {
    const closing = async (): Promise<void> => await instrument[Symbol.asyncDispose]();
    await within(this.#desk.clock, 1_000, `close ${name}`, closing)
      .catch(() => {}); // it is not used any more
  }

  #madeAnew(): ReadonlyMap<string, AnyInstrument> {
    const leftOut = this.#slots.filter(({ state }) => state === "left-out");
    const anew = this.#desk.makeAnew(
      Object.fromEntries(leftOut.map(({ name, plan }) => [name, plan])),
    );
    for (const instrument of anew.values()) {
      if ("listener" in instrument) {
        void connect(instrument, "retry", new AbortController().signal); // until it is closed
      }
    }
    return anew;
  }

  #is(slot: Slot, state: Slot["state"], fault?: Fault): boolean {
    const isNews = slot.state !== state;
    if (isNews) slot.sinceMs = this.#desk.clock.nowMs();
    slot.state = state;
    slot.fault = fault;
    return isNews;
  }
}
