import { nextTurn } from "../../lib/base/system_clock.ts";
import type { FakeIo } from "./fake_io.ts";

const DEFINE_RIG = new URL("../../lib/rig/define_rig.ts", import.meta.url).href;

/** A rig in a file of its own, in a folder that goes with it. */
export class RigFile implements AsyncDisposable {
  readonly folder = Deno.makeTempDirSync({ prefix: "readout-run-" });
  readonly path = `${this.folder}/rig.ts`;

  /** Writes a rig with these fields. */
  constructor(fields: string) {
    const text = `import { defineRig } from "${DEFINE_RIG}";
      export default defineRig({ name: "demo", everyMs: 100, ${fields} });`;
    Deno.writeTextFileSync(this.path, text);
  }

  /** The command line that runs it. */
  args(...more: string[]): string[] {
    return ["run", this.path, "--crashes", `${this.folder}/crashes`, ...more];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** Waits, without time passing, until a rig named demo is told of: to load it takes real time. */
export async function untilRunning(io: FakeIo): Promise<void> {
  for (let turns = 0; !/demo: (starting|running)/.test(io.output + io.complaints); turns++) {
    if (turns > 100_000) throw new Error(`It does not run: ${io.complaints}`);
    await nextTurn();
  }
}
