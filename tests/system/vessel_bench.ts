import { parseCrash } from "../../lib/rig/crash/parse_crash.ts";
import type { CrashReport } from "../../lib/rig/crash/crash_report.ts";
import { type ServedDevice, serveTcp } from "../../lib/simulator/mod.ts";
import { ROOT } from "../architecture/project_path.ts";
import { assertEquals } from "../deps/assert.ts";
import { Vessel } from "../lib/rig/vessel.ts";
import { type Ending, ReadoutProcess } from "./readout_process.ts";

/** What must never be in a crash file. */
export const CANARY = "canary-4711-never-to-be-seen";

/** What a rig of the vessel has besides the usual. */
export interface RigParts {
  /** Statements in the read of a channel of its own; `reads` counts them. */
  readonly onRead?: string;
  /** Steps after the usual ones: they are run before them. */
  readonly steps?: string;
  /** Statements that are run when the rig is loaded. */
  readonly onLoad?: string;
}

/** A simulated vessel on real sockets, and a `readout` in a process of its own that watches it. */
export class VesselBench implements AsyncDisposable {
  readonly vessel = new Vessel();
  /** A folder of its own for all that is written. */
  readonly folder: string;
  readonly heater: ServedDevice;
  readonly plc: ServedDevice;

  private constructor(folder: string, vessel: Vessel, heater: ServedDevice, plc: ServedDevice) {
    this.folder = folder;
    this.vessel = vessel;
    this.heater = heater;
    this.plc = plc;
  }

  /** Serves the vessel. */
  static async open(): Promise<VesselBench> {
    const vessel = new Vessel();
    const folder = await Deno.makeTempDir({ prefix: "readout_vessel_" });
    const [heater, plc] = [await serveTcp(vessel.heater), await serveTcp(vessel.plc)];
    return new VesselBench(folder, vessel, heater, plc);
  }

  /** Resolves when a rig has read the pressure so often; rejects if it does not in 30 s. */
  reads(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.vessel.onRead = () => --count === 0 && resolve();
      AbortSignal.timeout(30_000).onabort = () => reject(new Error("The rig does not read"));
    });
  }

  /** Runs the rig in a process; what it prints is read and dropped. */
  async run(parts: RigParts = {}, shell = ""): Promise<ReadoutProcess> {
    const process = await this.load(parts, shell);
    void process.rest();
    return process;
  }

  /** The same, and what it prints is left to be read. */
  async load(parts: RigParts = {}, shell = ""): Promise<ReadoutProcess> {
    return this.#start(["run", await this.rig(parts), "--format", "jsonl"], shell);
  }

  /** Makes the rig safe from outside, as `ExecStopPost=` does. */
  async safe(): Promise<Ending> {
    await using process = this.#start(["safe", `${this.folder}/rig.ts`]);
    const stdout = await process.rest();
    return { ...await process.ended, stdout };
  }

  /** The crash files there are, those that were not told of included; each has been parsed. */
  async crashes(): Promise<readonly CrashReport[]> {
    const reports: CrashReport[] = [];
    for (const path of await this.crashPaths()) {
      const text = await Deno.readTextFile(path);
      assertEquals(text.includes(CANARY), false, "a secret is in the crash file");
      reports.push(parseCrash(text));
    }
    return reports;
  }

  /** Where they are. */
  async crashPaths(): Promise<readonly string[]> {
    const folder = `${this.folder}/readout/crashes`;
    try {
      const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
      return names.filter((name) => name.endsWith(".json")).map((name) => `${folder}/${name}`);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.heater[Symbol.asyncDispose]();
    await this.plc[Symbol.asyncDispose]();
    await Deno.remove(this.folder, { recursive: true });
  }

  /** Writes the rig; where it is. */
  async rig({ onRead = "", steps = "", onLoad = "" }: RigParts): Promise<string> {
    const path = `${this.folder}/rig.ts`;
    await Deno.writeTextFile(
      path,
      `
let reads = 0;
${onLoad}
export default {
  name: "vessel",
  everyMs: 50,
  instruments: {
    heater: {
      kind: "scpi",
      address: "${this.heater.address}",
      init: ['SYST:PASS "${CANARY}"'],
    },
    plc: { kind: "modbus", address: "${this.plc.address}" },
  },
  channels: {
    pressure: {
      ...{ instrument: "plc", input: 0, scale: 0.1, unit: "bar", critical: true, timeoutMs: 5_000 },
    },
    temperature: { instrument: "heater", question: "MEAS:TEMP?", unit: "degC" },
    own: {
      read: () => {
        reads++;
        ${onRead}
        return reads;
      },
    },
  },
  interlocks: { overpressure: { channel: "pressure", suspendAbove: 13, resumeBelow: 11 } },
  safe: [
    { name: "vent open", instrument: "plc", coil: 3, value: true },
    {
      ...{ name: "heater off", instrument: "heater" },
      ...{ command: "OUTP OFF", readBack: "OUTP?", expect: "0" },
    },
    ${steps}
  ],
};
`,
    );
    return path;
  }

  #start(args: readonly string[], shell = ""): ReadoutProcess {
    const deno = ["run", "--no-prompt", "-A", `${ROOT}cli/main.ts`, ...args];
    const env = { XDG_STATE_HOME: this.folder, LAB_TOKEN: CANARY };
    if (shell === "") return new ReadoutProcess(Deno.execPath(), deno, env);
    const all = ["-c", `${shell}; exec "$0" "$@"`, Deno.execPath(), ...deno];
    return new ReadoutProcess("sh", all, env);
  }
}
