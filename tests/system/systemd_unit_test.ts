import { COMMAND_NAMES } from "../../cli/command_name.ts";
import { ROOT } from "../architecture/project_path.ts";
import { assert, assertEquals, assertMatch } from "../deps/assert.ts";
import { runCommand } from "../run_command.ts";
import { commandsOf, type DocumentedCommand, withoutEach } from "./readme_commands.ts";
import { ReadoutProcess } from "./readout_process.ts";
import { VesselBench } from "./vessel_bench.ts";

const UNIT = `${ROOT}docs/readout@.service`;

/** What the unit says, key by key, each value on one line. */
function settings(): ReadonlyMap<string, readonly string[]> {
  const lines = Deno.readTextFileSync(UNIT).replaceAll(/\\\n\s*/g, "").split("\n");
  const pairs = lines.filter((line) => /^\w+=/.test(line)).map((line): [string, string] => {
    const at = line.indexOf("=");
    return [line.slice(0, at), line.slice(at + 1)];
  });
  return new Map([...Map.groupBy(pairs, ([key]) => key)].map(([key, all]) => {
    return [key, all.map(([, value]) => value)];
  }));
}

/** The command of a key, with what systemd puts in its place. */
function commandOf(key: string, places: Readonly<Record<string, string>>): DocumentedCommand {
  const [text] = settings().get(key)!;
  const filled = Object.entries(places).reduce(
    (line, [name, value]) => line.replaceAll(name, value),
    text!.replace("/usr/local/bin/", ""),
  );
  const [command] = commandsOf(`\`\`\`sh\n${filled}\n\`\`\`\n`);
  return command!;
}

type Runnable = Pick<DocumentedCommand, "flags" | "rest">;

/** A vessel that is a service: with folders and a socket as systemd makes them. */
class Service implements AsyncDisposable {
  readonly bench: VesselBench;
  readonly #systemd: ReadoutProcess;

  private constructor(bench: VesselBench, systemd: ReadoutProcess) {
    this.bench = bench;
    this.#systemd = systemd;
  }

  static async open(): Promise<Service> {
    const bench = await VesselBench.open();
    await bench.rig({});
    const args = ["run", "--unstable-net", "-A", `${ROOT}tests/system/systemd_peer.ts`];
    const systemd = new ReadoutProcess(Deno.execPath(), [...args, `${bench.folder}/systemd`], {});
    await systemd.printed(/listening\n/);
    await Deno.mkdir(`${bench.folder}/runtime`);
    await Deno.mkdir(`${bench.folder}/state`);
    return new Service(bench, systemd);
  }

  command(key: string): DocumentedCommand {
    const { folder, heater, plc } = this.bench;
    return commandOf(key, {
      "${NET}": [heater, plc].map(({ address }) => new URL(address).host).join(","),
      "/etc/readout/%i.ts": `${folder}/rig.ts`,
      "/etc/readout": `${folder}/rig.ts`,
      "/opt/readout/": ROOT,
      "/run/systemd/notify": `${folder}/systemd`,
      "/run/readout-%i": `${folder}/runtime`,
      "/var/lib/readout-%i": `${folder}/state`,
    });
  }

  start({ flags, rest }: Runnable): ReadoutProcess {
    const { folder } = this.bench;
    const process = new ReadoutProcess(Deno.execPath(), ["run", ...flags, ...rest], {
      NOTIFY_SOCKET: `${folder}/systemd`,
      RUNTIME_DIRECTORY: `${folder}/runtime`,
      WATCHDOG_USEC: "100000",
    });
    void process.rest();
    return process;
  }

  /** Ends systemd; all that it was told. */
  async transcript(): Promise<string> {
    this.#systemd.signal("SIGTERM");
    return await this.#systemd.rest();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#systemd[Symbol.asyncDispose]();
    await this.bench[Symbol.asyncDispose]();
  }
}

Deno.test("every command of the systemd unit is one of readout, for the rig of the instance", () => {
  const commands = [...settings()].filter(([key]) => /^Exec/.test(key)).flatMap(([, all]) => all);
  assert(commands.length >= 2);
  for (const line of commands) {
    const [, name] =
      /^\/usr\/local\/bin\/deno run --no-prompt .* \/opt\/readout\/cli\/main\.ts (\w+) \/etc\/readout\/%i\.ts( |$)/
        .exec(line) ?? [];
    assert((COMMAND_NAMES as readonly string[]).includes(name!), line);
  }
});

/** What became of a rig that was ended by its interlock; all of it is as it should be, or not. */
async function outcomeOf(service: Service, command: Runnable): Promise<Outcome> {
  const { bench } = service;
  bench.reads(3).then(() => bench.vessel.pressureBar = 14);
  await using process = service.start(command);
  const { code, stderr } = await process.ended;
  const isToldOfFile = /readout crash \S+\/state\/crash-\S+\.json/.test(stderr);
  return {
    code,
    steps: bench.vessel.told.join(", "),
    isToldOfFile,
    isQuiet: !/Cannot/.test(stderr),
  };
}

interface Outcome {
  readonly code: number;
  readonly steps: string;
  readonly isToldOfFile: boolean;
  /** Whether there was nothing that could not be done. */
  readonly isQuiet: boolean;
}

const AS_IT_SHOULD: Outcome = {
  ...{ code: 1, steps: "heater off, vent open", isToldOfFile: true, isQuiet: true },
};

Deno.test("the systemd unit runs a rig with its flags: ready, alive, safe, and a crash file", async () => {
  await using service = await Service.open();
  assertEquals(await outcomeOf(service, service.command("ExecStart")), AS_IT_SHOULD);
  const transcript = await service.transcript();
  for (const state of ["READY=1", "WATCHDOG=1", "STATUS=vessel: running, .*", "STOPPING=1"]) {
    assertMatch(transcript, new RegExp(`^${state}$`, "m"));
  }
});

Deno.test("the systemd unit makes a rig safe with its flags", async () => {
  await using service = await Service.open();
  await using process = service.start(service.command("ExecStopPost"));
  assertEquals((await process.ended).code, 0);
  assertEquals(service.bench.vessel.told, ["heater off", "vent open"]);
});

for (const key of ["ExecStart", "ExecStopPost"]) {
  Deno.test(`no permission of ${key} in the systemd unit is without need`, async (t) => {
    const all = withoutEach(commandOf(key, { "${NET}": "heater,plc" }).flags);
    assert(all.length >= 3);
    for (const [at, { left }] of all.entries()) {
      await t.step(`without ${left}`, async () => {
        await using service = await Service.open();
        const { flags, rest } = service.command(key);
        const less = { flags: withoutEach(flags)[at]!.flags, rest };
        const outcome = await outcomeOf(service, less);
        const transcript = await service.transcript();
        const isTold = /^READY=1$/m.test(transcript) && /^WATCHDOG=1$/m.test(transcript);
        const isAll = key === "ExecStart"
          ? isTold && JSON.stringify(outcome) === JSON.stringify(AS_IT_SHOULD)
          : outcome.code === 0;
        assertEquals(isAll, false, "the same as with it");
      });
    }
  });
}

const ANALYZE = "/usr/bin/systemd-analyze";

Deno.test({
  name: "systemd-analyze finds nothing wrong with the unit, and little that it could do",
  ignore: !isThere(ANALYZE),
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "readout_unit_" });
    try {
      // It looks whether the program is there, and where deno is depends on the computer.
      const text = (await Deno.readTextFile(UNIT)).replaceAll("/usr/local/bin/deno", "/bin/true");
      const path = `${folder}/readout@.service`;
      await Deno.writeTextFile(path, text);
      const verified = await runCommand(ANALYZE, ["verify", path]);
      assertEquals(verified, { ok: true, output: "" });
      const secure = await runCommand(ANALYZE, [
        ...["security", "--offline=yes", "--threshold=20", path],
      ]);
      assert(secure.ok, secure.output);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
