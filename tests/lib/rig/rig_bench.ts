import type { AbortOptions } from "../../../lib/contract/abort_options.ts";
import type { Reading } from "../../../lib/contract/reading.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import type { RigHealth } from "../../../lib/rig/health/rig_health.ts";
import type { Rig } from "../../../lib/rig/rig.ts";
import type { RigReport } from "../../../lib/rig/rig_report.ts";
import type { RunRigOptions } from "../../../lib/rig/run_options.ts";
import { startRig } from "../../../lib/rig/run_rig.ts";
import type { RunningRig } from "../../../lib/rig/run/running_rig.ts";
import { type LoopbackDevice, serveLoopback } from "../../../lib/simulator/serve_loopback.ts";
import type { SimulatedDevice } from "../../../lib/simulator/simulated_device.ts";
import { VirtualClock } from "../../../lib/testing/mod.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";

/** A network of simulated devices, in virtual time, with a rig on it. */
export class RigBench implements AsyncDisposable {
  readonly clock = new VirtualClock();
  /** What the rig has read. */
  readonly readings: Reading<unknown>[] = [];
  /** What it has told of its health. */
  readonly healths: RigHealth[] = [];
  readonly #devices = new Map<string, LoopbackDevice>();
  readonly #stop = new AbortController();
  #running: RunningRig | undefined;

  /** Puts a device at an address. */
  plug<Q>(address: string, device: SimulatedDevice<Q>): LoopbackDevice {
    const served = serveLoopback(device, { clock: this.clock });
    this.#devices.set(address, served);
    return served;
  }

  /** Starts a rig; at an address without a device somebody takes the call, and says nothing. */
  async start(rig: Rig, options: RunRigOptions = {}): Promise<RunningRig> {
    this.#running = await startRig(rig, {
      clock: this.clock,
      random: seededRandom(7),
      signal: this.#stop.signal,
      openTransport: (address, options) => this.connect(address, options),
      memoryBytes: () => 1,
      ...options,
      onHealth: (health) => {
        this.healths.push(health);
        options.onHealth?.(health);
      },
      onReading: (reading) => {
        this.readings.push(reading);
        options.onReading?.(reading);
      },
    });
    await nextTurn();
    return this.#running;
  }

  /** The readings of one channel. */
  of(channel: string): Reading<unknown>[] {
    return this.readings.filter((reading) => reading.channel === channel);
  }

  /** Stops the rig as SIGTERM does, and lets it end. */
  async stop(): Promise<RigReport> {
    this.#stop.abort("SIGTERM");
    return await this.ended();
  }

  /** Lets time pass until the rig has ended, for two minutes at the most. */
  async ended(): Promise<RigReport> {
    let report: RigReport | undefined;
    this.#running!.ended.then((it) => report = it);
    for (let s = 0; report === undefined && s < 120; s++) await this.clock.advance(1_000);
    if (report === undefined) throw new Error("The rig does not end");
    return report;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#running) await this.stop();
    for (const device of this.#devices.values()) await device[Symbol.asyncDispose]();
  }

  /** Connects to what is at an address. */
  async connect(address: string, options: AbortOptions): Promise<Transport> {
    return await (this.#devices.get(address)?.open(options) ?? loopback().near);
  }
}
