import { systemClock } from "../../lib/base/system_clock.ts";
import { ModbusDevice } from "../../lib/instrument/modbus.ts";
import { Link } from "../../lib/link/link.ts";
import { openTcp } from "../../lib/transport/tcp/open_tcp.ts";
import { ModbusSerial } from "../deps/modbus_serial.ts";
import { onOneCore } from "./peers/one_core.ts";
import { Peer } from "./peers/peer.ts";
import { compare, type Row, sayGoal } from "./rounds.ts";

const READS = 4_000;
const PYMODBUS = "pymodbus, ModbusTcpClient";
const NPM = "modbus-serial of npm, in Deno";
const ONE = "Readout, one at a time";
const EIGHT = "Readout, 8 in flight";

/** How often a second ten holding registers are read, beside other clients of the same server. */
export async function run(): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await using server = await Peer.startC("modbus_server.c", folder, ["modbus"]);
    await using pymodbus = await Peer.startPython("modbus_pymodbus.py");
    if (server === undefined || pymodbus === undefined) return;
    const port = await server.figure("port");
    await onOneCore([server.pid, pymodbus.pid], () => reads(port, pymodbus));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function reads(port: number, pymodbus: Peer): Promise<void> {
  await using one = device(port, 1);
  await using eight = device(port, 8);
  const npm = new ModbusSerial();
  await npm.connectTCP("127.0.0.1", { port });
  npm.setID(1);
  npm.setTimeout(2_000);

  const rows = await compare({
    rounds: 15,
    title: "Ten holding registers by Modbus TCP, all on one core",
    figure: "reads per second",
    baseline: PYMODBUS,
    variants: {
      [PYMODBUS]: () => pymodbus.figure(port, READS),
      [NPM]: () => perSecond(1, async () => (await npm.readHoldingRegisters(0, 10)).data),
      [ONE]: () => perSecond(1, () => one.readHolding(0, 10)),
      [EIGHT]: () => perSecond(8, () => eight.readHolding(0, 10)),
    },
  });
  await new Promise<void>((resolve) => npm.close(() => resolve()));
  sayGoal(rows, ONE, "at least 1.3x pymodbus", { least: 1.3 });
  sayGoal([against(rows, NPM)], ONE, "at least 1.4x modbus-serial", { least: 1.4 });
  sayGoal(rows, EIGHT, "at least 1.7x pymodbus", { least: 1.7 });
  console.log();
}

/** Our row, by the medians, against another than the table's. */
function against(rows: readonly Row[], baseline: string): Row {
  const ours = rows.find(({ name }) => name === ONE)!;
  const ratio = ours.median / rows.find(({ name }) => name === baseline)!.median;
  return { ...ours, ratio: { median: ratio, min: ratio, max: ratio } };
}

function device(port: number, inFlight: number): ModbusDevice {
  const link = new Link({
    address: `tcp://127.0.0.1:${port}`,
    open: (options) => openTcp({ hostname: "127.0.0.1", port, ...options }),
    resync: { kind: "id" },
    inFlight,
  });
  return new ModbusDevice(link);
}

async function perSecond(
  atOnce: number,
  read: () => Promise<ArrayLike<number>>,
): Promise<number> {
  const startMs = systemClock.nowMs();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let count = 0; count < READS / atOnce; count++) {
      if ((await read())[3] !== 9) throw new Error("another value came");
    }
  }));
  return READS / (systemClock.nowMs() - startMs) * 1_000;
}
