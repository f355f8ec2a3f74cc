import { printable } from "../../lib/base/printable.ts";
import { seededRandom } from "../../lib/base/seeded_random.ts";
import type { SimulatedDevice } from "../../lib/simulator/simulated_device.ts";
import { dmm } from "../../lib/simulator/dmm/dmm.ts";
import { Faults } from "../../lib/simulator/fault/faults.ts";
import { FAULT_NAMES } from "../../lib/simulator/fault/fault_kind.ts";
import { checkPlanFor, type FaultPlan } from "../../lib/simulator/fault/fault_plan.ts";
import { parseFaults } from "../../lib/simulator/fault/parse_faults.ts";
import { gps } from "../../lib/simulator/gps/gps.ts";
import { modbusDevice } from "../../lib/simulator/modbus/modbus_device.ts";
import { powerSupply } from "../../lib/simulator/power_supply/power_supply.ts";
import { servePty } from "../../lib/simulator/serve_pty.ts";
import { serveTcp } from "../../lib/simulator/serve_tcp.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { HOST, PORT, SEED, TEXT } from "../kind.ts";
import { flag, one } from "../option.ts";
import { stoppable } from "../stoppable.ts";
import { didYouMean } from "../suggest.ts";
import { UsageError } from "../usage_error.ts";

/** What there is to simulate. */
interface Simulation {
  /** What it is, for people. */
  readonly what: string;
  /** Its port, if no other is asked for. */
  readonly port: number;
  /** Makes one, for a serial line or for TCP. */
  readonly make: (isSerial: boolean) => SimulatedDevice;
  /** What it understands, in a line or more. */
  readonly answers: string;
  /** A command that asks it, or listens to it. */
  readonly askBy: (address: string) => string;
}

const SIMULATIONS: Readonly<Record<string, Simulation>> = {
  dmm: {
    what: "a multimeter (SCPI)",
    port: 5_025,
    answers: "MEAS:VOLT? CURR? RES? TEMP? and such, CONF:VOLT 10, READ?, SYST:ERR?",
    make: () => dmm(),
    askBy: (address) => `readout query ${address} "MEAS:VOLT?"`,
  },
  psu: {
    what: "a power supply (SCPI)",
    port: 5_025,
    answers: "VOLT 5, CURR 0.1, OUTP ON, OUTP?, MEAS:VOLT?, MEAS:CURR?, SYST:ERR?",
    make: () => powerSupply(),
    askBy: (address) => `readout query ${address} "VOLT 5;:OUTP ON;:MEAS:VOLT?"`,
  },
  modbus: {
    what: "an oven (Modbus TCP; RTU with --pty), unit 1",
    port: 5_020,
    answers: `input 30001 temperature in degC, float32; 30003 the same in 0.1 degC, int16
           holding 40001 setpoint in 0.1 degC; 40101 to 40200 free
           coil 00001 heater, written only while 00002, the thermostat, is off
           discrete 10001 hotter than 250 degC, 10002 heating`,
    make: (isSerial) => modbusDevice({ framing: isSerial ? "rtu" : "tcp" }),
    askBy: (address) => `mbpoll -1 -B -t 3:float -r 1 ${mbpollPlace(address)}`,
  },
  gps: {
    what: "a GPS (NMEA 0183)",
    port: 10_110,
    answers: "nothing: it sends GGA, GLL, GSA, GSV, RMC and VTG once a second",
    make: () => gps(),
    askBy: (address) =>
      address.replace(/^tcp:\/\/(.*):(\d+)$/, "nc $1 $2").replace(/^serial:\/\//, "cat "),
  },
};

const OPTIONS = {
  port: one("port", PORT),
  host: one("host", HOST),
  pty: flag("pty"),
  faults: one("faults", TEXT),
  seed: one("seed", SEED),
} as const;

const KINDS_HELP = Object.entries(SIMULATIONS)
  .map(([name, { what, port, answers }]) =>
    `  ${name.padEnd(8)} ${what}; port ${port}\n           ${answers}`
  )
  .join("\n");

const HELP = `\
Simulates an instrument, for any program to talk to, and lets go wrong what you ask for.

Usage: readout sim KIND [OPTION]...

Kinds:
${KINDS_HELP}

Options:
  --port PORT        the TCP port to serve at, 0 for any that is free; default: see above
  --host ADDRESS     the address of this computer to serve at; default: 127.0.0.1
  --pty              serves it on a serial port without hardware instead
  --faults PLAN      what goes wrong and how often: late=5%,garbled=1%,late.ms=300
  --seed NUMBER      chooses what goes wrong when; default: 1
  -h, --help         shows this

Faults: ${FAULT_NAMES.slice(0, 10).join(", ")},
  ${FAULT_NAMES.slice(10).join(", ")}; late, split, away and slow take a .ms.
Prints the address. Ends at Ctrl-C with 0.

Examples:
  readout sim dmm --faults late=5%,silent=1%
  readout sim modbus --port 1502
  readout sim gps --pty
`;

/** Serves a simulated instrument until it is stopped. */
export const sim: Command = command({
  options: OPTIONS,
  help: HELP,
  async run(args, io): Promise<number> {
    const simulation = simulationOf(args.operands);
    if (args.pty && (args.port ?? args.host) !== undefined) {
      throw new UsageError("sim", ["--pty is a serial port: it has no --port and no --host"]);
    }
    const device = simulation.make(args.pty);
    const faults = new Faults(planOf(args.faults, device), seededRandom(args.seed ?? 1));
    const code = await stoppable(io, () => serveUntilStopped(simulation, device, faults, args, io));
    return io.signal.aborted ? EXIT.ok : code;
  },
});

async function serveUntilStopped(
  { what, port, askBy }: Simulation,
  device: SimulatedDevice,
  faults: Faults,
  args: Args<typeof OPTIONS>,
  io: Io,
): Promise<number> {
  const { signal, clock } = io;
  const options = { faults, signal, clock };
  await using served = args.pty
    ? await servePty(device, options)
    : await serveTcp(device, { ...options, port: args.port ?? port, hostname: args.host });
  const { address } = served;
  await io.write(
    io.isTerminal
      ? `Simulating ${what} at ${address} (Ctrl-C stops it)\nAsk it: ${askBy(address)}\n`
      : `${address}\n`,
  );
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  return EXIT.ok;
}

function simulationOf(operands: readonly string[]): Simulation {
  const [name, ...rest] = operands;
  const kinds = Object.keys(SIMULATIONS);
  if (name === undefined || rest.length > 0) {
    throw new UsageError("sim", [`it takes one kind: ${kinds.join(", ")}`]);
  }
  if (Object.hasOwn(SIMULATIONS, name)) return SIMULATIONS[name]!;
  throw new UsageError("sim", [
    `there is no "${printable(name)}"${didYouMean(name, kinds)}; there are ${kinds.join(", ")}`,
  ]);
}

function planOf(text: string | undefined, device: SimulatedDevice): FaultPlan {
  try {
    const plan = parseFaults(text ?? "");
    checkPlanFor(device, plan);
    return plan;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      throw new UsageError("sim", [`--faults: ${error.message}`]);
    }
    throw error;
  }
}

/** Where mbpoll finds a device. */
function mbpollPlace(address: string): string {
  const tcp = /^tcp:\/\/(.*):(\d+)$/.exec(address);
  return tcp === null
    ? `-m rtu -b 9600 -P none ${address.replace("serial://", "")}`
    : `-m tcp -p ${tcp[2]} ${tcp[1]}`;
}
