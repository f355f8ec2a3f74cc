// G27: a rig that is wrong is refused with every mistake at its place, and nothing is touched: exit
// code 2 before any input or output. (What is said of each of them: tests/lib/rig/config/broken.)

import { run } from "../../cli/run.ts";
import { FakeIo } from "../cli/fake_io.ts";
import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { brokenCases } from "../lib/rig/config/broken_cases.ts";
import { VESSEL_YAML } from "../lib/rig/config/vessel_yaml.ts";

/** What a command says to a rig in a folder where there is nothing else. */
async function told(
  command: readonly string[],
  rig: string,
): Promise<{ readonly code: number; readonly io: FakeIo; readonly left: readonly string[] }> {
  const folder = await Deno.makeTempDir({ prefix: "readout_g27_" });
  try {
    await Deno.writeTextFile(`${folder}/rig.yaml`, rig);
    const io = new FakeIo();
    const [name = "", ...rest] = command.map((word) => word.replace("FOLDER", folder));
    const code = await run([name, `${folder}/rig.yaml`, ...rest], io);
    io.complaints = io.complaints.replaceAll(`${folder}/`, "");
    return { code, io, left: [...Deno.readDirSync(folder)].map((it) => it.name) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("G27: readout check ends with 2 for each of a hundred broken rigs, with all that is wrong, each at its place", async () => {
  // A virtual clock keeps any period.
  const cases = brokenCases().filter(({ said }) => !said.includes("which is what timers can keep"));
  assert(cases.length >= 100, `${cases.length} cases`);
  for (const { yaml, said } of cases) {
    const { code, io } = await told(["check"], yaml);
    assertEquals([code, io.output, io.complaints], [2, "", `${said}\n`], yaml);
  }
});

Deno.test("G27: of 100 mistakes at once each is told, with its line, column, field, value and what was expected", async () => {
  const lines = Array.from({ length: 100 }, (_, at) => `  c${at}: { host: cpu, everyMs: -${at} }`);
  const { code, io } = await told(["check"], `name: r\nchannels:\n${lines.join("\n")}\n`);
  const all = io.complaints.trimEnd().split("\n");
  assertEquals([code, all.length], [2, 100]);
  for (const [at, line] of all.entries()) {
    const column = `  c${at}: { host: cpu, everyMs: `.length + 1;
    const value = at === 0 ? "0" : `-${at}`;
    const start = `rig.yaml:${at + 3}:${column}: channels.c${at}.everyMs: is ${value}; should be a`;
    assertStringIncludes(line, start);
  }
});

/** Somebody at a port, who counts who calls. */
class Port implements AsyncDisposable {
  calls = 0;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #counting = this.#count();

  get address(): string {
    return `tcp://127.0.0.1:${(this.#listener.addr as Deno.NetAddr).port}`;
  }

  async #count(): Promise<void> {
    for await (const call of this.#listener) {
      this.calls++;
      call.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#counting;
  }
}

/** The vessel, with its instruments at a port. */
function vesselAt(address: string): string {
  return VESSEL_YAML.replace("TCPIP::10.0.0.7::5025::SOCKET", address);
}

for (
  const command of [
    ["check"],
    ["run", "--crashes", "FOLDER/crashes"],
    ["simulate", "--days", "0.01", "--seed", "7"],
  ]
) {
  Deno.test(`G27: readout ${command[0]} of a broken rig ends with 2, connects to nobody and leaves no file`, async () => {
    await using port = new Port();
    const broken = vesselAt(port.address).replace("host: cpu", "host: cpuu");
    const { code, io, left } = await told(command, broken);
    assertEquals([code, io.output, port.calls, left], [2, "", 0, ["rig.yaml"]]);
    const line = 1 + VESSEL_YAML.split("\n").findIndex((it) => it.includes("host: cpu"));
    assertStringIncludes(
      io.complaints,
      `rig.yaml:${line}:17: channels.load.host: is "cpuu"; should be a sensor of a computer`,
    );
    assertStringIncludes(io.complaints, 'did you mean "cpu"?');
  });
}

Deno.test("G27: readout check opens no device of a rig that is right either", async () => {
  await using port = new Port();
  const { code, left } = await told(["check"], vesselAt(port.address));
  assertEquals([code, port.calls, left], [0, 0, ["rig.yaml"]]);
});
