import type { Clock } from "../../contract/clock.ts";
import type { Fault } from "../../contract/fault.ts";
import { isReadoutError, toFault } from "../../base/readout_error.ts";
import { classOfFault } from "../../policy/fault_class.ts";
import { type AnyInstrument, connect, connectsOf } from "../build/made_instrument.ts";
import type { InstrumentHealth } from "../health/rig_health.ts";
import type { InstrumentPlan, OpenInstruments } from "../instrument_plan.ts";
import { within } from "../supervise/within.ts";

interface Slot {
  readonly name: string;
  readonly plan: InstrumentPlan;
  readonly instrument: AnyInstrument;
  state: InstrumentHealth["state"];
  sinceWallMs: number;
  fault: Fault | undefined;
}

/** What a set of instruments tells of. */
export interface InstrumentsDesk {
  readonly clock: Clock;
  readonly onChange: () => void;
  /** One that must be there is not. */
  readonly onStartFault: (instrument: string, fault: Fault) => void;
}

/** The instruments of a running rig: connected all at once, each by its startup policy. */
export class InstrumentSet {
  readonly #slots: readonly Slot[];
  readonly #desk: InstrumentsDesk;

  /** Takes instruments that are not connected. */
  constructor(
    instruments: ReadonlyMap<string, AnyInstrument>,
    plans: Readonly<Record<string, InstrumentPlan>>,
    desk: InstrumentsDesk,
  ) {
    this.#desk = desk;
    const sinceWallMs = desk.clock.wallMs();
    this.#slots = [...instruments].map(([name, instrument]) => {
      const now = { state: "connecting", sinceWallMs, fault: undefined } as const;
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

  /** How they are. */
  health(): InstrumentHealth[] {
    return this.#slots.map((slot) => {
      if (slot.state === "absent" && connectsOf(slot.instrument) > 0) this.#now(slot, "connected");
      const { name, plan: { address }, state, sinceWallMs, fault } = slot;
      return { name, address, state, sinceWallMs, ...(fault ? { fault } : {}) };
    });
  }

  /** Closes them all, each within a time. Tells what was not. */
  async close(timeoutMs: number): Promise<Fault[]> {
    const closing = this.#slots.map(async ({ name, instrument }) => {
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
      const isThere = connectsOf(slot.instrument) > 0;
      this.#now(slot, isThere ? "connected" : "absent");
    } catch (error) {
      if (signal.aborted) return;
      const fault = toFault(error);
      const isOther = isReadoutError(error) && classOfFault(error.code) === "fatal";
      if (startup === "retry") return this.#now(slot, "absent", fault); // its reads connect it
      if (startup === "error" || (startup === "ignore" && isOther)) {
        return this.#desk.onStartFault(slot.name, fault);
      }
      this.#now(slot, "left-out", fault);
      await this.#leaveOut(slot);
    }
  }

  /** Its channels say `link.closed` from now on. */
  async #leaveOut({ name, instrument }: Slot): Promise<void> {
    const closing = async (): Promise<void> => await instrument[Symbol.asyncDispose]();
    await within(this.#desk.clock, 1_000, `close ${name}`, closing)
      .catch(() => {}); // it is not used any more
  }

  #now(slot: Slot, state: Slot["state"], fault?: Fault): void {
    slot.state = state;
    slot.fault = fault;
    slot.sinceWallMs = this.#desk.clock.wallMs();
    this.#desk.onChange();
  }
}
