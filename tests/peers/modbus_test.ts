import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { readAll } from "../../lib/acquisition/read_all.ts";
import type { ModbusDevice } from "../../lib/instrument/modbus.ts";
import { openModbus } from "../../lib/open/open_modbus.ts";
import {
  type ModbusCell,
  type ModbusUnit,
  modbusUnit,
} from "../../lib/simulator/modbus/modbus_unit.ts";
import { modbusDevice } from "../../lib/simulator/modbus/modbus_device.ts";
import { servePty } from "../../lib/simulator/serve_pty.ts";
import { serveTcp } from "../../lib/simulator/serve_tcp.ts";
import { runCommand } from "../run_command.ts";
import { ModbusPeerServer } from "./modbus_peer_server.ts";
import { SerialCable } from "./serial_cable.ts";

const timeout = 30_000;
const PYTHON = "/usr/bin/python3";
const MBPOLL = "/usr/bin/mbpoll";

/** The same cells as the peers' servers have. */
function unit(): ModbusUnit {
  return modbusUnit({
    holdingRegisters: cells(200, (n) => 3 * n),
    inputRegisters: cells(200, (n) => n),
    coils: cells(200, (n) => n % 3 === 0),
    discreteInputs: cells(200, (n) => n % 2 === 0),
    identification: { "vendor-name": "ACME", "product-code": "M-1", "revision": "1.0" },
  });
}

function cells<V>(count: number, valueOf: (n: number) => V): Map<number, ModbusCell<V>> {
  return new Map(Array.from({ length: count }, (_, n) => {
    let value = valueOf(n);
    return [n, { read: () => value, write: (written) => void (value = written) }];
  }));
}

function path(file: string): string {
  return new URL(file, import.meta.url).pathname;
}

/** Compiles the server of libmodbus; the folder goes when it is disposed. */
async function libmodbusServer(): Promise<AsyncDisposable & { readonly program: string }> {
  const folder = await Deno.makeTempDir();
  const program = `${folder}/modbus_libmodbus_server`;
  const source = path("modbus_libmodbus_server.c");
  const { ok, output } = await runCommand("gcc", ["-o", program, source, "-lmodbus"]);
  assert(ok, output);
  return { program, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

/** What our client does at every peer's server. */
async function tryEverything(modbus: ModbusDevice): Promise<void> {
  assertEquals([...await modbus.readHolding(0, 4)], [0, 3, 6, 9]);
  assertEquals([...await modbus.readInput(5, 2)], [5, 6]);
  assertEquals(await modbus.readCoils(0, 4), [true, false, false, true]);
  assertEquals(await modbus.readDiscrete(0, 3), [true, false, true]);
  await modbus.writeRegister(20, 65_535);
  await modbus.writeRegisters(21, [1, 2, 3]);
  await modbus.maskWrite(20, 0x00ff, 0x1200);
  assertEquals([...await modbus.readHolding(20, 4)], [0x12ff, 1, 2, 3]);
  await modbus.writeCoil(30, true);
  await modbus.writeCoils(31, [true, false, true]);
  assertEquals(await modbus.readCoils(30, 4), [true, true, false, true]);
  const back = { writeAddress: 40, values: [7, 8], readAddress: 40, readCount: 2 };
  assertEquals([...await modbus.readWrite(back)], [7, 8]);

  const kelvin = modbus.holding("40051", {
    name: "kelvin",
    type: "float32",
    byteOrder: "CDAB",
    writable: true,
    readBack: true,
  });
  await kelvin.write(293.15);
  assertEquals((await kelvin.read()).value, Math.fround(293.15));
  const readings = await readAll([
    modbus.input(0, { name: "there" }),
    modbus.input(199, { name: "last" }),
    modbus.input(200, { name: "not there" }),
  ]);
  assertEquals(readings.map(({ value }) => value), [0, 199, null]);
  assertEquals(readings[2].fault?.code, "device.unsupported");
}

Deno.test({
  name: "pymodbus reads and writes our simulated Modbus device by every function",
  timeout,
  async fn() {
    await using server = await serveTcp(modbusDevice({ units: { 1: unit() } }));
    const port = new URL(server.address).port;
    const { ok, output } = await runCommand(PYTHON, [path("modbus_pymodbus_client.py"), port]);
    assert(ok, output);
    assertEquals(JSON.parse(output), {
      holding: [0, 3, 6, 9, 12, 15, 18, 21, 24, 27],
      input: [5, 6, 7],
      coils: [true, false, false, true, false, false, true, false, false, true],
      discrete: [true, false, true],
      written: [0x12ff, 1, 2, 3],
      coilsWritten: [true, true, false, true],
      readWrite: [7, 8],
      refused: 2,
      identity: { 0: "ACME", 1: "M-1", 2: "1.0" },
    });
  },
});

Deno.test({
  name: "our Modbus client reads and writes pymodbus's server by every function",
  timeout,
  async fn() {
    await using server = new ModbusPeerServer(PYTHON, [path("modbus_pymodbus_server.py")]);
    await using modbus = await openModbus(`tcp://127.0.0.1:${await server.ready()}`);
    await tryEverything(modbus);
    const { vendorName, productCode, revision } = await modbus.identification();
    assertEquals([vendorName, productCode, revision], ["pymodbus", "PM", "3.0"]);
  },
});

Deno.test({
  name: "our Modbus client reads and writes libmodbus's TCP server by every function",
  timeout,
  async fn() {
    await using built = await libmodbusServer();
    await using server = new ModbusPeerServer(built.program, ["tcp"]);
    await using modbus = await openModbus(`tcp://127.0.0.1:${await server.ready()}`, {
      inFlight: 4,
    });
    await tryEverything(modbus);
  },
});

Deno.test({
  name: "our Modbus client reads and writes libmodbus's RTU server on a serial port",
  timeout,
  async fn() {
    await using built = await libmodbusServer();
    await using cable = await SerialCable.lay();
    const [ours, theirs] = cable.paths;
    await using server = new ModbusPeerServer(built.program, ["rtu", theirs]);
    await server.ready();
    await using modbus = await openModbus(`serial://${ours}?baudRate=9600`);
    await tryEverything(modbus);
  },
});

/** What mbpoll does at our device; `where` is how it finds it. */
async function tryMbpoll(...where: readonly string[]): Promise<void> {
  const ask = async (...words: readonly string[]): Promise<string> => {
    const { ok, output } = await runCommand(MBPOLL, ["-a", "1", "-0", "-1", ...words]);
    assert(ok, output);
    return output;
  };
  const read = await ask("-t", "4", "-r", "0", "-c", "4", ...where);
  for (const line of ["[0]: \t0", "[1]: \t3", "[2]: \t6", "[3]: \t9"]) {
    assertStringIncludes(read, line);
  }
  await ask("-t", "4", "-r", "20", ...where, "111", "222");
  assertStringIncludes(await ask("-t", "4", "-r", "21", "-c", "1", ...where), "[21]: \t222");
  assertStringIncludes(await ask("-t", "0", "-r", "3", "-c", "1", ...where), "[3]: \t1");
  assertStringIncludes(await ask("-t", "3:hex", "-r", "17", "-c", "1", ...where), "0x0011");
}

Deno.test({
  name: "mbpoll of libmodbus reads and writes our simulated Modbus device over TCP",
  timeout,
  async fn() {
    await using server = await serveTcp(modbusDevice({ units: { 1: unit() } }));
    await tryMbpoll("-m", "tcp", "-p", new URL(server.address).port, "127.0.0.1");
  },
});

Deno.test({
  name: "mbpoll of libmodbus reads and writes our simulated RTU device on a serial port",
  timeout,
  async fn() {
    await using port = await servePty(modbusDevice({ framing: "rtu", units: { 1: unit() } }));
    await tryMbpoll("-m", "rtu", "-b", "9600", "-P", "none", port.path);
  },
});
