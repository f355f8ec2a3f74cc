import type { Clock } from "../../../lib/contract/clock.ts";
import type { DeviceCodec } from "../../../lib/contract/codec.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import type { DeviceIdentification } from "../../../lib/protocol/modbus/device_identification.ts";
import type { ModbusReply } from "../../../lib/protocol/modbus/reply.ts";
import type { ReceivedRequest, UnitRequest } from "../../../lib/protocol/modbus/request.ts";
import { delay } from "../../../lib/base/delay.ts";
import { modbusAsciiDevice } from "../../../lib/protocol/modbus/ascii.ts";
import { exception, type ExceptionName } from "../../../lib/protocol/modbus/exception.ts";
import { maskedRegister } from "../../../lib/protocol/modbus/masked_register.ts";
import { modbusRtuDevice } from "../../../lib/protocol/modbus/rtu.ts";
import { modbusTcpDevice } from "../../../lib/protocol/modbus/tcp.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";

type Asked = UnitRequest<ReceivedRequest>;

const CODECS = { tcp: modbusTcpDevice, rtu: modbusRtuDevice, ascii: modbusAsciiDevice } as const;

/** How a {@linkcode ModbusTestDevice} behaves. */
export interface ModbusTestDeviceOptions {
  readonly framing?: keyof typeof CODECS;
  readonly clock?: Clock;
  readonly latencyMs?: (asked: Asked) => number;
  /** Whether a unit hears anything. Default: all do. */
  readonly isAlive?: (unit: number) => boolean;
  /** Why a request is refused, if it is. */
  readonly refusal?: (asked: Asked) => ExceptionName | undefined;
}

/**
 * A device with 65536 of each, the same for every unit, that answers one request after another. It
 * goes on with what it was asked, whether or not anybody still wants it.
 */
export class ModbusTestDevice {
  readonly holding = new Uint16Array(65_536);
  readonly input = new Uint16Array(65_536);
  readonly coils = new Array<boolean>(65_536).fill(false);
  readonly discrete = new Array<boolean>(65_536).fill(false);
  /** What it was asked, in short: `1 read-holding-registers 0+10`. */
  readonly asked: string[] = [];
  connects = 0;
  /** A write ends up as this value, of a device that clamps. */
  clamp: number | undefined;
  readonly #options: ModbusTestDeviceOptions;

  constructor(options: ModbusTestDeviceOptions = {}) {
    this.#options = options;
  }

  /** Connects to it in memory. */
  readonly open = (): Promise<Transport> => {
    this.connects++;
    const { near, far } = loopback();
    this.serve(far).catch(() => {}); // the client has gone
    return Promise.resolve(near);
  };

  /** Answers what comes on a wire, until it ends. */
  async serve(wire: Transport): Promise<void> {
    const { framing = "tcp", clock, latencyMs, isAlive } = this.#options;
    const { decode, encode } = CODECS[framing] as DeviceCodec<Asked, ModbusReply>;
    let bytes = new Uint8Array();
    for (;;) {
      const chunk = await wire.read();
      if (chunk.kind === "eof") return await wire[Symbol.asyncDispose]();
      bytes = Uint8Array.of(...bytes, ...chunk.bytes);
      for (let found = decode(bytes); found.kind !== "more"; found = decode(bytes)) {
        bytes = bytes.slice(found.usedBytes);
        if (found.kind === "bad" || isAlive?.(found.value.unit) === false) continue;
        const asked = found.value;
        this.asked.push(inShort(asked));
        const reply = this.#answer(asked);
        if (latencyMs) await delay(latencyMs(asked), clock ? { clock } : {});
        await wire.write(encode(reply, asked));
      }
    }
  }

  #answer(asked: Asked): ModbusReply {
    const { request } = asked;
    const refusal = this.#options.refusal?.(asked);
    if (refusal !== undefined) return exception(refusal);
    switch (request.kind) {
      case "refused":
        return exception(request.exception);
      case "read-holding-registers":
        return { kind: request.kind, values: slice(this.holding, request) };
      case "read-input-registers":
        return { kind: request.kind, values: slice(this.input, request) };
      case "read-coils":
        return { kind: request.kind, values: slice(this.coils, request) };
      case "read-discrete-inputs":
        return { kind: request.kind, values: slice(this.discrete, request) };
      case "write-single-coil":
        this.coils[request.address] = request.value;
        return { kind: request.kind };
      case "write-multiple-coils":
        request.values.forEach((value, at) => this.coils[request.address + at] = value);
        return { kind: request.kind };
      case "write-single-register":
        this.holding[request.address] = this.clamp ?? request.value;
        return { kind: request.kind };
      case "write-multiple-registers":
        this.holding.set(request.values, request.address);
        return { kind: request.kind };
      case "mask-write-register": {
        const { address, andMask, orMask } = request;
        this.holding[address] = maskedRegister(this.holding[address]!, andMask, orMask);
        return { kind: request.kind };
      }
      case "read-write-multiple-registers": {
        this.holding.set(request.values, request.writeAddress);
        const [address, count] = [request.readAddress, request.readCount];
        return { kind: request.kind, values: slice(this.holding, { address, count }) };
      }
      case "read-device-identification":
        return identification(request.objectId);
    }
  }
}

/** Three objects, told one by one. */
function identification(objectId: number): DeviceIdentification {
  const texts = ["ACME", "M-1", "1.7"];
  return {
    kind: "read-device-identification",
    conformity: "basic",
    individual: false,
    nextObjectId: objectId < 2 ? objectId + 1 : null,
    objects: [{ id: objectId, value: texts[objectId] ?? "" }],
  };
}

function slice<T extends { slice(from: number, to: number): T }>(
  cells: T,
  { address, count }: { readonly address: number; readonly count: number },
): T {
  return cells.slice(address, address + count);
}

function inShort({ unit, request }: Asked): string {
  if (request.kind === "refused") return `${unit} refused ${request.functionCode}`;
  const count = "count" in request
    ? request.count
    : "values" in request
    ? request.values.length
    : 1;
  return "address" in request
    ? `${unit} ${request.kind} ${request.address}+${count}`
    : `${unit} ${request.kind}`;
}
