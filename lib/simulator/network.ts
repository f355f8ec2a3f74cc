import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import type { Transport } from "../contract/transport.ts";
import { orAbort } from "../base/or_abort.ts";
import { ReadoutError } from "../base/readout_error.ts";
import type { FaultPlan } from "./fault/fault_plan.ts";
import type { Faults } from "./fault/faults.ts";
import { type LoopbackDevice, serveLoopback } from "./serve_loopback.ts";
import type { DeviceSpeech, Moment, SimulatedDevice } from "./simulated_device.ts";

/** A device in a simulated network. */
export interface NetworkNode {
  /** Where it is. */
  readonly address: string;
  /** What goes wrong with its replies and connections: change it, ask for one, count. */
  readonly faults: Faults;
  /** How many clients are connected. */
  readonly clients: number;
  /** It is off: its connections are closed, and new ones refused. */
  switchOff(): Promise<void>;
  /**
   * Its cable is pulled: connections stay, and nothing comes or goes on them; a new one is neither made
   * nor refused.
   */
  unplug(): void;
  /** It is there again. */
  restore(): void;
}

/**
 * A network in memory: addresses, and simulated devices at them, which go away and come back. Its
 * `open` is what a link, or a rig, connects by.
 *
 * @example A device that is switched off
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { dmm } from "@readout/readout/simulator";
 *
 * await using network = new SimulatedNetwork();
 * const node = network.add("tcp://10.0.0.7:5025", dmm());
 * await using wire = await network.open("tcp://10.0.0.7:5025");
 * await node.switchOff();
 * strictEqual((await wire.read()).kind, "eof");
 * ```
 */
export class SimulatedNetwork implements AsyncDisposable {
  readonly #clock: Clock | undefined;
  readonly #nodes = new Map<string, Node>();

  /**
   * Makes a network without devices.
   *
   * @param clock Whose time it is. Default: the computer's own.
   */
  constructor(clock?: Clock) {
    this.#clock = clock;
  }

  /**
   * Puts a device at an address.
   *
   * @param faults What goes wrong; or what decides it. Default: nothing.
   * @throws {TypeError} If there is one already.
   */
  add<Q>(
    address: string,
    device: SimulatedDevice<Q>,
    faults: FaultPlan | Faults = {},
  ): NetworkNode {
    if (this.#nodes.has(address)) {
      throw new TypeError(`Cannot put ${device.name} at ${address}: a device is there already`);
    }
    const cable = new Cable();
    const served = serveLoopback(atCable(device, cable), { clock: this.#clock, faults });
    const node = new Node(address, served, cable);
    this.#nodes.set(address, node);
    return node;
  }

  /** How many clients are connected, in all. */
  get clients(): number {
    return [...this.#nodes.values()].reduce((sum, { clients }) => sum + clients, 0);
  }

  /** Connects. Rejects with `link.failed` if nobody is there, or with `signal.reason`. */
  async open(address: string, options: AbortOptions = {}): Promise<Transport> {
    const node = this.#nodes.get(address);
    if (node) return await node.open(options);
    const text = `Cannot connect to ${address}: there is nobody`;
    throw new ReadoutError("link.failed", text, { address });
  }

  /** Ends all devices. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const node of this.#nodes.values()) await node[Symbol.asyncDispose]();
  }
}

class Node implements NetworkNode, AsyncDisposable {
  readonly address: string;
  readonly faults: Faults;
  readonly #served: LoopbackDevice;
  readonly #cable: Cable;

  constructor(address: string, served: LoopbackDevice, cable: Cable) {
    this.address = address;
    this.faults = served.faults;
    this.#served = served;
    this.#cable = cable;
  }

  get clients(): number {
    return this.#served.clients;
  }

  async open({ signal }: AbortOptions): Promise<Transport> {
    signal?.throwIfAborted();
    const plugged = this.#cable.plugged;
    if (plugged) await (signal ? orAbort(plugged, signal, () => {}) : plugged);
    return await this.#served.open({ signal });
  }

  async switchOff(): Promise<void> {
    this.#served.refuse();
    await this.#served.hangUp();
  }

  unplug(): void {
    this.#cable.pull();
  }

  restore(): void {
    this.#cable.plugIn();
    this.#served.admit();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#cable.plugIn();
    await this.#served[Symbol.asyncDispose]();
  }
}

/** The cable to a device. */
class Cable {
  #pulled: PromiseWithResolvers<void> | undefined;

  /** Resolves when it is plugged in; `undefined` if it is. */
  get plugged(): Promise<void> | undefined {
    return this.#pulled?.promise;
  }

  pull(): void {
    this.#pulled ??= Promise.withResolvers();
  }

  plugIn(): void {
    this.#pulled?.resolve();
    this.#pulled = undefined;
  }
}

/** A device at a cable: what is sent while that is pulled is lost, both ways. */
function atCable<Q>(device: SimulatedDevice<Q>, cable: Cable): SimulatedDevice<Q> {
  const { name, decode, quietMs } = device;
  const { garbled, asAnother, speak } = device;
  return {
    ...{ name, decode, quietMs },
    answer: (request, at) => cable.plugged ? {} : device.answer(request, at),
    ...(garbled && { garbled: garbled.bind(device) }),
    ...(asAnother && { asAnother: asAnother.bind(device) }),
    ...(speak && {
      speak(at: Moment): DeviceSpeech {
        const speech = speak.call(device, at);
        return cable.plugged ? { ...speech, messages: [] } : speech;
      },
    }),
  };
}
