import type { Random } from "../../../contract/random.ts";
import type { ConnectionFaultKind, ReplyFaultKind } from "../../../simulator/fault/fault_kind.ts";
import { isTimed } from "../../../simulator/fault/fault_kind.ts";
import { Faults } from "../../../simulator/fault/faults.ts";
import type { Weather } from "./weather.ts";

/** Faults that are part of the weather of a place. */
export class NotedFaults extends Faults {
  readonly #weather: Weather;

  /** Makes a plan that has no faults yet. */
  constructor(random: Random, weather: Weather) {
    super({}, random);
    this.#weather = weather;
  }

  override ofReply(): ReplyFaultKind | undefined {
    return this.#noted(super.ofReply());
  }

  override ofConnection(): ConnectionFaultKind | undefined {
    return this.#noted(super.ofConnection());
  }

  #noted<K extends ReplyFaultKind | ConnectionFaultKind>(kind: K | undefined): K | undefined {
    if (kind !== undefined) this.#weather.trouble(kind, isTimed(kind) ? this.ms(kind) : 0);
    return kind;
  }
}
