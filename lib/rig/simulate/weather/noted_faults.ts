import type { Random } from "../../../contract/random.ts";
import type { ConnectionFaultKind, ReplyFaultKind } from "../../../simulator/fault/fault_kind.ts";
import { isTimed } from "../../../simulator/fault/fault_kind.ts";
import { Faults } from "../../../simulator/fault/faults.ts";
import type { FaultPlan } from "../../../simulator/fault/fault_plan.ts";
import type { Weather } from "./weather.ts";

/** Faults that are part of the weather of a place. */
export class NotedFaults extends Faults {
  /** Whether they happen now. */
  isRough = false;
  readonly #weather: Weather;

  /** Makes faults that do not happen yet. */
  constructor(plan: FaultPlan, random: Random, weather: Weather) {
    super(plan, random);
    this.#weather = weather;
  }

  override ofReply(): ReplyFaultKind | undefined {
    return this.isRough ? this.#noted(super.ofReply()) : undefined;
  }

  override ofConnection(): ConnectionFaultKind | undefined {
    return this.isRough ? this.#noted(super.ofConnection()) : undefined;
  }

  #noted<K extends ReplyFaultKind | ConnectionFaultKind>(kind: K | undefined): K | undefined {
    if (kind !== undefined) this.#weather.trouble(kind, isTimed(kind) ? this.ms(kind) : 0);
    return kind;
  }
}
