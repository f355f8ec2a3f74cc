import type { Transport } from "../../../lib/contract/transport.ts";
import { TcpTransport } from "../../../lib/transport/tcp/tcp_transport.ts";
import {
  ModbusTestDevice,
  type ModbusTestDeviceOptions,
} from "../instrument/modbus_test_device.ts";

/** A Modbus device on a TCP port of this computer. */
export class ModbusTestServer implements AsyncDisposable {
  /** Where it is. */
  readonly address: string;
  readonly device: ModbusTestDevice;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #wires: Transport[] = [];
  readonly #serving: Promise<void>;

  constructor(options: ModbusTestDeviceOptions = {}) {
    this.device = new ModbusTestDevice(options);
    const { port } = this.#listener.addr as Deno.NetAddr;
    this.address = `tcp://127.0.0.1:${port}`;
    this.#serving = this.#accept();
  }

  /** Closes every connection, and goes on listening. */
  async hangUp(): Promise<void> {
    for (const wire of this.#wires.splice(0)) await wire[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.hangUp();
    await this.#serving;
  }

  async #accept(): Promise<void> {
    const serving: Promise<void>[] = [];
    for await (const connection of this.#listener) {
      const wire = new TcpTransport("tcp://client", connection);
      this.#wires.push(wire);
      this.device.connects++;
      serving.push(this.device.serve(wire).catch(() => {})); // the client has gone
    }
    await Promise.all(serving);
  }
}
