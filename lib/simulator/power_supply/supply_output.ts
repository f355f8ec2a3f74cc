/** What a supply's output is set to. */
export interface SupplySetting {
  /** The voltage that is asked for, in V. */
  readonly volts: number;
  /** The greatest current, in A. */
  readonly amperes: number;
  /** Whether the output is on. */
  readonly isOn: boolean;
  /** The voltage above which it switches itself off, in V. */
  readonly protectionVolts: number;
}

/** What is at a supply's terminals. */
export interface SupplyLevel {
  /** The voltage in V. */
  readonly volts: number;
  /** The current in A. */
  readonly amperes: number;
}

const OFF: SupplyLevel = { volts: 0, amperes: 0 };
/** Its output has gone two thirds of the way to a new voltage in so many ms. */
const RISE_MS = 5;

/**
 * The output of a power supply into a resistor: constant voltage, or constant current where the load
 * draws more than is allowed. It follows its setting as a first-order lag, and switches itself off
 * above the voltage of its protection.
 */
export class SupplyOutput {
  /** How often anything was set at it: a command that was carried out twice is seen here. */
  actuations = 0;
  readonly #loadOhms: (atMs: number) => number;
  readonly #initial: SupplySetting;
  #setting: SupplySetting;
  #isTripped = false;
  /** The voltage when the setting last changed, and when that was. */
  #from = { volts: 0, atMs: 0 };

  /** Makes an output with a load on it. */
  constructor(setting: SupplySetting, loadOhms: (atMs: number) => number) {
    this.#initial = setting;
    this.#setting = setting;
    this.#loadOhms = loadOhms;
  }

  /** What it is set to. */
  get setting(): SupplySetting {
    return this.#setting;
  }

  /** Whether its protection has switched it off. */
  get isTripped(): boolean {
    return this.#isTripped;
  }

  /** Sets some of it. */
  set(change: Partial<SupplySetting>, atMs: number): void {
    this.actuations++;
    this.#from = { volts: this.level(atMs).volts, atMs };
    const setting = { ...this.#setting, ...change };
    // A load that changes later does not trip it: the voltage only falls below what is asked for.
    const trips = setting.isOn && target(setting, this.#loadOhms(atMs)) > setting.protectionVolts;
    if (trips) this.#isTripped = true;
    this.#setting = this.#isTripped ? { ...setting, isOn: false } : setting;
    if (!this.#setting.isOn) this.#from = { volts: 0, atMs };
  }

  /** Lets it be switched on again after its protection tripped. */
  clearTrip(): void {
    this.actuations++;
    this.#isTripped = false;
  }

  /** As it was made: off. */
  reset(): void {
    this.actuations++;
    this.#setting = this.#initial;
    this.#isTripped = false;
  }

  /** What is at its terminals. */
  level(atMs: number): SupplyLevel {
    if (!this.#setting.isOn) return OFF;
    const loadOhms = this.#loadOhms(atMs);
    const wanted = target(this.#setting, loadOhms);
    const { volts, atMs: fromMs } = this.#from;
    const now = wanted + (volts - wanted) * Math.exp(-(atMs - fromMs) / RISE_MS);
    return { volts: now, amperes: now / loadOhms };
  }

  /** Whether the current limits it, and not the voltage. */
  isLimited(atMs: number): boolean {
    const { isOn, volts } = this.#setting;
    return isOn && target(this.#setting, this.#loadOhms(atMs)) < volts;
  }
}

function target({ volts, amperes }: SupplySetting, loadOhms: number): number {
  return Math.min(volts, amperes * loadOhms);
}
