import type { HostSystem } from "../../../source/host/host_system.ts";
import { openHost } from "../../../source/host/open_host.ts";

/** Those that depend on the computer. */
const OF_SOME_COMPUTERS: readonly { readonly pattern: RegExp; readonly unit: string }[] = [
  { pattern: /^cpu\.core\d+$/, unit: "%" },
  { pattern: /^temperature\../, unit: "\u00b0C" },
];

/** Those whose values are true and false. */
const YES_OR_NO: readonly string[] = ["battery.charging"];

/** What is known of a sensor without asking the computer. */
export interface KnownSensor {
  readonly unit: string;
  readonly kind: "number" | "boolean";
}

/** The sensors that a computer can have. */
export class KnownSensors {
  readonly #units: ReadonlyMap<string, string>;

  /** Lists them, and looks at no computer. */
  constructor() {
    using host = openHost({ system: NO_COMPUTER });
    this.#units = new Map(host.channels().map(({ name, unit }) => [name, unit]));
  }

  /** The names of those that every computer can have. */
  get names(): readonly string[] {
    return [...this.#units.keys()];
  }

  /** The sensor of this name, if there can be one. */
  find(name: string): KnownSensor | undefined {
    const some = OF_SOME_COMPUTERS.find(({ pattern }) => pattern.test(name));
    const unit = this.#units.get(name) ?? some?.unit;
    const kind = YES_OR_NO.includes(name) ? "boolean" : "number";
    return unit === undefined ? undefined : { unit, kind };
  }
}

/** A computer that nobody may look at. */
const NO_COMPUTER: HostSystem = {
  os: "linux",
  granted: () => false,
  names: () => [],
  coreCount: () => 0,
  ...{ open: refuse, readText: refuse, readTextSync: refuse, coreTimes: refuse },
  ...{ loadAverages: refuse, memory: refuse, uptimeSeconds: refuse, processMemoryBytes: refuse },
  ...{ space: refuse, information: refuse },
};

function refuse(): never {
  throw new Error("A check must not look at the computer: that would be a mistake in it");
}
