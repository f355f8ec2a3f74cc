import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../../deps/assert.ts";
import type { Codec } from "../../../lib/contract/codec.ts";
import { modbusAscii } from "../../../lib/protocol/modbus/ascii.ts";
import type { ModbusReply } from "../../../lib/protocol/modbus/reply.ts";
import type { ModbusRequest, UnitRequest } from "../../../lib/protocol/modbus/request.ts";
import { decodeRegisters } from "../../../lib/protocol/modbus/register_values.ts";
import { modbusRtu } from "../../../lib/protocol/modbus/rtu.ts";
import { modbusTcp, type TcpReply, type TcpRequest } from "../../../lib/protocol/modbus/tcp.ts";
import {
  type HeatingOptions,
  modbusDevice,
  type ModbusDeviceOptions,
  oven,
  type SimulatedDevice,
} from "../../../lib/simulator/mod.ts";

/** Sends a request through the client's codec and the device's, and reads the reply. */
function asker(options: ModbusDeviceOptions = {}) {
  const device: SimulatedDevice = modbusDevice(options);
  return (request: ModbusRequest, unit = 1, nowMs = 0): ModbusReply | "silent" => {
    const asked: TcpRequest = { transactionId: 7, unit, request };
    const { framing = "tcp" } = options;
    const serial: Codec<UnitRequest, ModbusReply> = framing === "rtu" ? modbusRtu : modbusAscii;
    const bytes = framing === "tcp" ? modbusTcp.encode(asked) : serial.encode(asked);
    const found = device.decode(bytes);
    assert(found.kind === "value", JSON.stringify(found));
    assertEquals(found.usedBytes, bytes.length);
    const { reply } = device.answer(found.value, { nowMs, wallMs: nowMs });
    if (reply === undefined || reply.length === 0) return "silent";
    const answer = framing === "tcp"
      ? modbusTcp.decoder(asked)(reply)
      : serial.decoder(asked)(reply);
    assert(answer.kind === "value", JSON.stringify(answer));
    const value: TcpReply | ModbusReply = answer.value;
    return ("reply" in value ? value.reply : value) as ModbusReply;
  };
}

function values(reply: ModbusReply | "silent"): number[] {
  assert(reply !== "silent" && "values" in reply, JSON.stringify(reply));
  return Array.from<number | boolean, number>(reply.values, Number);
}

function objects(reply: ModbusReply | "silent") {
  assert(reply !== "silent" && reply.kind === "read-device-identification");
  return reply.objects;
}

function refusal(reply: ModbusReply | "silent"): string {
  return reply !== "silent" && reply.kind === "exception" ? reply.name : "none";
}

const holding = (address: number, count: number): ModbusRequest => {
  return { kind: "read-holding-registers", address, count };
};

for (const framing of ["tcp", "rtu", "ascii"] as const) {
  Deno.test(`modbusDevice() speaks every function by ${framing}`, () => {
    const ask = asker({ framing });
    const address = 100;
    assertEquals(
      ask({ kind: "write-multiple-registers", address, values: [1, 2, 0xffff] }),
      { kind: "write-multiple-registers" },
    );
    ask({ kind: "write-single-register", address: 101, value: 0x12 });
    ask({ kind: "mask-write-register", address: 101, andMask: 0xf2, orMask: 0x25 });
    assertEquals(values(ask(holding(address, 3))), [1, 0x17, 0xffff]);
    const both = { kind: "read-write-multiple-registers", readAddress: 100, readCount: 2 } as const;
    assertEquals(values(ask({ ...both, writeAddress: 101, values: [9] })), [1, 9]);
    ask({ kind: "write-single-coil", address: 0, value: true });
    assertEquals(values(ask({ kind: "read-coils", address: 0, count: 2 })), [1, 0]);
    ask({ kind: "write-multiple-coils", address: 0, values: [false, true] });
    assertEquals(values(ask({ kind: "read-coils", address: 0, count: 2 })), [1, 1]); // it is cold
    assertEquals(values(ask({ kind: "read-discrete-inputs", address: 0, count: 2 })), [0, 1]);
    const name = ask({ kind: "read-device-identification", level: "specific", objectId: 4 });
    assertEquals(objects(name), [{ id: 4, value: "Simulated oven" }]);
    const basic = ask({ kind: "read-device-identification", level: "basic", objectId: 0 });
    assertEquals(objects(basic).map(({ id }) => id), [0, 1, 2]);
  });
}

Deno.test("modbusDevice() refuses by the standard's exceptions, and carries out nothing in part", () => {
  const ask = asker({ refuse: ({ kind }) => kind === "read-coils" ? "busy" : undefined });
  assertEquals(refusal(ask(holding(2, 1))), "illegal-data-address");
  assertEquals(refusal(ask(holding(199, 2))), "illegal-data-address");
  const write = { kind: "write-multiple-registers", address: 0 } as const;
  assertEquals(refusal(ask({ ...write, values: [50, 1_000] })), "illegal-data-value");
  assertEquals(refusal(ask({ ...write, values: [50, 10, 3] })), "illegal-data-address");
  assertEquals(values(ask(holding(0, 2))), [1_800, 10]);
  assertEquals(
    refusal(ask({ kind: "write-single-register", address: 0, value: 3_001 })),
    [
      "illegal-data-value",
    ][0]!,
  );
  assertEquals(refusal(ask({ kind: "read-coils", address: 0, count: 1 })), "busy");
  const specific = { kind: "read-device-identification", level: "specific" } as const;
  assertEquals(refusal(ask({ ...specific, objectId: 99 })), "illegal-data-address");
  const device = modbusDevice();
  const odd = device.decode(Uint8Array.of(0, 1, 0, 0, 0, 2, 1, 99));
  assert(odd.kind === "value");
  const { reply } = device.answer(odd.value, { nowMs: 0, wallMs: 0 });
  assertEquals([...reply!], [0, 1, 0, 0, 0, 3, 1, 99 | 0x80, 1]);
});

Deno.test("modbusDevice() has its units apart; who is not there is silent on a line, and named by TCP", () => {
  const units = { 1: oven(), 9: oven() };
  for (const framing of ["tcp", "rtu", "ascii"] as const) {
    const ask = asker({ framing, units });
    ask({ kind: "write-single-register", address: 150, value: 1 }, 1);
    ask({ kind: "write-single-register", address: 150, value: 9 }, 9);
    assertEquals([values(ask(holding(150, 1), 1)), values(ask(holding(150, 1), 9))], [[1], [9]]);
    const absent = ask(holding(0, 1), 5);
    if (framing === "tcp") assertEquals(refusal(absent), "gateway-target-failed-to-respond");
    else assertEquals(absent, "silent");
  }
  const tcp = asker({ units });
  assertEquals(values(tcp(holding(150, 1), 255)), [1]);
  const line = asker({ framing: "rtu", units });
  assertEquals(line({ kind: "write-single-register", address: 150, value: 7 }, 0), "silent");
  assertEquals([values(line(holding(150, 1), 1)), values(line(holding(150, 1), 9))], [[7], [7]]);
  assertThrows(() => modbusDevice({ units: { 0: oven() } }), RangeError, "from 1 to 247");
  assertThrows(() => modbusDevice({ units: {} }), RangeError, "got none");
});

function degrees(ask: ReturnType<typeof asker>, nowMs: number): number {
  const reply = ask({ kind: "read-input-registers", address: 0, count: 2 }, 1, nowMs);
  return decodeRegisters("f32", values(reply));
}

Deno.test("oven() heats and cools as a first-order lag", () => {
  const options: HeatingOptions = { ambientC: 20, gainC: 100, lagMs: 10_000 };
  const ask = asker({ units: { 1: oven(options) } });
  assertEquals(degrees(ask, 5_000), 20);
  ask({ kind: "write-single-coil", address: 0, value: true }, 1, 5_000);
  assertAlmostEquals(degrees(ask, 15_000), 20 + 100 * (1 - 1 / Math.E), 1e-3);
  assertAlmostEquals(degrees(ask, 1e6), 120, 1e-3);
  ask({ kind: "write-single-coil", address: 0, value: false }, 1, 1e6);
  assertAlmostEquals(degrees(ask, 1e6 + 10_000), 20 + 100 / Math.E, 1e-3);
});

Deno.test("oven() keeps its setpoint within the hysteresis, however often it is looked at", () => {
  const ovens = [1, 2].map(() => asker());
  for (const ask of ovens) ask({ kind: "write-single-coil", address: 1, value: true });
  const [often, once] = ovens as [ReturnType<typeof asker>, ReturnType<typeof asker>];
  for (let nowMs = 0; nowMs < 600_000; nowMs += 137) {
    const now = degrees(often, nowMs);
    if (nowMs > 120_000) assert(now >= 179 - 1e-4 && now <= 180 + 1e-4, `${now} at ${nowMs}`);
  }
  assertAlmostEquals(degrees(often, 600_000), degrees(once, 600_000), 1e-4);
  const byHand = { kind: "write-single-coil", address: 0, value: true } as const;
  assertEquals(refusal(once(byHand, 1, 600_000)), "illegal-data-value");
  const tenths = once({ kind: "read-input-registers", address: 2, count: 3 }, 1, 600_000);
  assertAlmostEquals(values(tenths)[0]! / 10, degrees(once, 600_000), 0.051);
  assertEquals(decodeRegisters("u32", values(tenths).slice(1)), 0); // first asked for just now
});
