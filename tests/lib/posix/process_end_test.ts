import { assertEquals } from "../../deps/assert.ts";
import { runCommand } from "../../run_command.ts";

const LIMIT_MS = 20_000;

/** Runs a program that has these names; it is killed, and failed, if it does not end by itself. */
async function run(program: string, ...flags: string[]): Promise<[boolean, string]> {
  const folder = new URL("../../../lib/transport/", import.meta.url).href;
  const code = `import { openPty } from "${folder}pty/open_pty.ts";
    import { openSerial } from "${folder}serial/open_serial.ts";
    import { openDevice } from "${folder}device/open_device.ts";
    ${program}`;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, code);
  const args = ["run", "--no-prompt", "--no-check", ...flags, file];
  const { ok, output } = await runCommand(Deno.execPath(), args, LIMIT_MS);
  await Deno.remove(file);
  return [ok, output.trim()];
}

Deno.test("importing the ports needs no permission and loads nothing", async () => {
  assertEquals(await run(`console.log([openPty, openSerial, openDevice].length);`), [true, "3"]);
});

Deno.test("a process ends when its last port is closed", async () => {
  const program = `const pty = await openPty();
    const port = await openSerial({ path: pty.path });
    const reading = port.read().catch(({ code }) => code);
    await port[Symbol.asyncDispose]();
    await pty[Symbol.asyncDispose]();
    console.log(await reading);`;
  assertEquals(await run(program, "--allow-ffi"), [true, "link.closed"]);
});

Deno.test("a process ends with Deno.exit() while a port is open and waits", async () => {
  const program = `const pty = await openPty();
    pty.transport.read();
    setImmediate(() => Deno.exit(0));`;
  assertEquals(await run(program, "--allow-ffi"), [true, ""]);
});

Deno.test("a worker can be ended while its port waits, and the process ends after it", async () => {
  const rig = new URL("./rigs/waiting_port.ts", import.meta.url).href;
  const program = `const worker = new Worker("${rig}", { type: "module" });
    worker.onmessage = () => {
      worker.terminate();
      console.log("ended");
    };`;
  assertEquals(await run(program, "-A"), [true, "ended"]);
});
