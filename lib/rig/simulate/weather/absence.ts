import type { Random } from "../../../contract/random.ts";
import type { NetworkNode } from "../../../simulator/network.ts";
import type { Weather } from "./weather.ts";

/** Whether an instrument is there: it is switched off, or its cable is pulled, and it comes back. */
export class Absence {
  readonly #node: NetworkNode;
  readonly #weather: Weather;
  #isAway = false;

  /** It is there. */
  constructor(node: NetworkNode, weather: Weather) {
    this.#node = node;
    this.#weather = weather;
  }

  /** It goes away in one way or the other; tells whether it was there. */
  begin(random: Random): boolean {
    return random.next() < 0.5 ? this.#goes("unplugged") : this.switchOff();
  }

  /** It is switched off; tells whether it was there. */
  switchOff(): boolean {
    return this.#goes("switched-off");
  }

  /** It is back. */
  end(): void {
    this.#isAway = false;
    this.#node.restore();
    this.#weather.back();
  }

  #goes(how: "switched-off" | "unplugged"): boolean {
    if (this.#isAway) return false;
    this.#isAway = true;
    this.#weather.away(how);
    if (how === "unplugged") this.#node.unplug();
    else void this.#node.switchOff();
    return true;
  }
}
