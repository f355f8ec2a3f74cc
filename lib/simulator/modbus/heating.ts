/** What a heated chamber is like, and how it begins. */
export interface HeatingOptions {
  /** The temperature around it, which it begins with, in degrees Celsius. Default: 20. */
  readonly ambientC?: number | undefined;
  /** How much hotter it would become with the heater always on, in degrees. Default: 280. */
  readonly gainC?: number | undefined;
  /** In what time it has gone two thirds of the way, in ms. Default: 60000. */
  readonly lagMs?: number | undefined;
  /** What the thermostat keeps, in degrees Celsius. Default: 180. */
  readonly setpointC?: number | undefined;
}

/** What of it can be changed. */
export interface HeatingChange {
  /** What the thermostat keeps, in degrees Celsius. */
  readonly setpointC?: number;
  /** How far below the setpoint the thermostat lets it fall, in degrees. */
  readonly hysteresisC?: number;
  /** Whether the thermostat switches the heater. */
  readonly isAutomatic?: boolean;
  /** Whether the heater is on. */
  readonly isHeating?: boolean;
}

/**
 * A chamber with a heater and a thermostat. Its temperature is a first-order lag, solved exactly
 * from one switching of the heater to the next: it does not depend on when it is looked at.
 */
export class Heating {
  /** What the thermostat keeps, in degrees Celsius. */
  setpointC: number;
  /** How far below the setpoint the thermostat lets it fall, in degrees. */
  hysteresisC = 1;
  /** Whether the thermostat switches the heater. */
  isAutomatic = false;
  readonly #ambientC: number;
  readonly #gainC: number;
  readonly #lagMs: number;
  #isHeating = false;
  /** A temperature that it had, and when. */
  #knownC: number;
  #knownAtMs: number | undefined;

  /** Makes a cold chamber, heater and thermostat off. */
  constructor(options: HeatingOptions = {}) {
    const { ambientC = 20, gainC = 280, lagMs = 60_000, setpointC = 180 } = options;
    this.#ambientC = ambientC;
    this.#gainC = gainC;
    this.#lagMs = lagMs;
    this.setpointC = setpointC;
    this.#knownC = ambientC;
  }

  /** How hot it is, in degrees Celsius. */
  temperatureC(nowMs: number): number {
    this.#advance(nowMs);
    return this.#knownC;
  }

  /** Whether the heater is on. */
  isHeating(nowMs: number): boolean {
    this.#advance(nowMs);
    return this.#isHeating;
  }

  /** Changes something from now on. */
  set(change: HeatingChange, nowMs: number): void {
    this.#advance(nowMs);
    this.setpointC = change.setpointC ?? this.setpointC;
    this.hysteresisC = change.hysteresisC ?? this.hysteresisC;
    this.isAutomatic = change.isAutomatic ?? this.isAutomatic;
    this.#isHeating = change.isHeating ?? this.#isHeating;
  }

  #advance(nowMs: number): void {
    let leftMs = nowMs - (this.#knownAtMs ?? nowMs);
    this.#knownAtMs = nowMs;
    while (this.isAutomatic) {
      this.#regulate();
      const untilMs = this.#untilSwitchMs();
      if (untilMs > leftMs) break;
      this.#knownC = this.#isHeating ? this.setpointC : this.#floorC;
      leftMs -= untilMs;
    }
    this.#knownC = this.#after(leftMs);
  }

  /** The thermostat: on below the floor, off from the setpoint on. */
  #regulate(): void {
    if (this.#knownC >= this.setpointC) this.#isHeating = false;
    else if (this.#knownC <= this.#floorC) this.#isHeating = true;
  }

  /** In how many ms the thermostat will switch; `Infinity` if it will not. */
  #untilSwitchMs(): number {
    const goal = this.#isHeating ? this.setpointC : this.#floorC;
    const part = (goal - this.#finalC) / (this.#knownC - this.#finalC);
    return part > 0 && part < 1 ? -this.#lagMs * Math.log(part) : Infinity;
  }

  #after(ms: number): number {
    return this.#finalC + (this.#knownC - this.#finalC) * Math.exp(-ms / this.#lagMs);
  }

  get #floorC(): number {
    return this.setpointC - this.hysteresisC;
  }

  /** Where it would end up as it is. */
  get #finalC(): number {
    return this.#ambientC + (this.#isHeating ? this.#gainC : 0);
  }
}
