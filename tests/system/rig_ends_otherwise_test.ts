import { ROOT } from "../architecture/project_path.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { ReadoutProcess } from "./readout_process.ts";
import { VesselBench } from "./vessel_bench.ts";

// What ends a rig besides what the shutdown matrix has: its terminal, a signal before it runs, its own
// program, its memory.

Deno.test("a rig whose terminal is closed is safe, and ends with 0", async () => {
  await using bench = await VesselBench.open();
  const readout = `${Deno.execPath()} run --no-prompt -A ${ROOT}cli/main.ts run`;
  const code = `${bench.folder}/code`;
  const line = `trap : HUP; ${readout} ${await bench.rig({})}; echo $? > ${code}.part; ` +
    `mv ${code}.part ${code}`;
  const env = { SHELL: "/bin/sh", XDG_STATE_HOME: bench.folder };
  await using terminal = new ReadoutProcess("script", ["-qec", line, "/dev/null"], env);
  void terminal.rest();
  await bench.reads(3);
  using written = Deno.watchFs(bench.folder);
  terminal.signal("SIGKILL");
  for await (const { paths } of written) if (paths.includes(code)) break;
  assertEquals(await Deno.readTextFile(code), "0\n");
  assertEquals(bench.vessel.told, ["heater off", "vent open"]);
});

Deno.test("a rig whose terminal nobody reads is safe, and ends, though nothing can be written", async () => {
  await using bench = await VesselBench.open();
  const [pid, code] = [`${bench.folder}/pid`, `${bench.folder}/code`];
  const onLoad = `Deno.writeTextFileSync("${pid}", String(Deno.pid));`;
  const onRead = "if (reads === 3) void Deno.stdout.write(new Uint8Array(1e6).fill(32));";
  const readout = `${Deno.execPath()} run --no-prompt -A ${ROOT}cli/main.ts run`;
  const line = `${readout} ${await bench.rig({ onLoad, onRead })}; echo $? > ${code}.part; ` +
    `mv ${code}.part ${code}`;
  const env = { SHELL: "/bin/sh", XDG_STATE_HOME: bench.folder };
  await using _ = new ReadoutProcess("script", ["-qec", line, "/dev/null"], env);
  await bench.reads(10);
  using written = Deno.watchFs(bench.folder);
  const isLate = Promise.withResolvers<never>();
  AbortSignal.timeout(20_000).onabort = () => isLate.reject(new Error("The rig does not end"));
  isLate.promise.catch(() => {}); // too late to matter
  Deno.kill(Number(await Deno.readTextFile(pid)), "SIGTERM");
  const ending = (async () => {
    for await (const { paths } of written) if (paths.includes(code)) break;
  })();
  await Promise.race([ending, isLate.promise]);
  assertEquals(await Deno.readTextFile(code), "0\n");
  assertEquals(bench.vessel.told, ["heater off", "vent open"]);
});

Deno.test("a rig that was started by nohup outlives its terminal", async () => {
  await using bench = await VesselBench.open();
  await using process = await bench.run({}, "trap '' HUP"); // as nohup does it
  await bench.reads(3);
  process.signal("SIGHUP");
  await bench.reads(10);
  assertEquals(bench.vessel.told, []);
  process.signal("SIGTERM");
  const { code, stderr } = await process.ended;
  assertEquals(code, 0);
  assertStringIncludes(stderr, "vessel: stopped: SIGTERM\n");
});

Deno.test("Ctrl-Z does not suspend a rig: it goes on watching", async () => {
  await using bench = await VesselBench.open();
  await using process = await bench.run({});
  await bench.reads(3);
  process.signal("SIGTSTP");
  await bench.reads(10);
  process.signal("SIGTERM");
  const { code } = await process.ended;
  assertEquals([code, ...bench.vessel.told], [0, "heater off", "vent open"]);
});

Deno.test("a rig that is told to stop while it is loaded touches nothing, and ends with 143", async () => {
  await using bench = await VesselBench.open();
  const isOver = Promise.withResolvers<void>();
  await using server = Deno.serve({ port: 0, onListen: () => {} }, async () => {
    await isOver.promise;
    return new Response();
  });
  const onLoad = `console.log("loading"); await fetch("http://127.0.0.1:${server.addr.port}");`;
  await using process = await bench.load({ onLoad });
  await process.printed(/loading/);
  process.signal("SIGTERM");
  void process.rest();
  const { code } = await process.ended;
  isOver.resolve();
  assertEquals([code, bench.vessel.told], [143, []]);
});

Deno.test("a rig that is told to stop at the end of its loading touches nothing either", async () => {
  await using bench = await VesselBench.open();
  const onLoad = `
    Deno.kill(Deno.pid, "SIGTERM");
    await new Promise((resolve) => Deno.addSignalListener("SIGTERM", resolve));
  `;
  await using process = await bench.run({ onLoad });
  assertEquals([(await process.ended).code, bench.vessel.told], [143, []]);
});

Deno.test("a rig whose own program ends the process does not end with its exit code, but with 3", async () => {
  await using bench = await VesselBench.open();
  await using process = await bench.run({ onRead: "if (reads === 5) Deno.exit(0);" });
  const { code, stderr } = await process.ended;
  assertEquals([code, bench.vessel.told], [3, []]);
  assertStringIncludes(stderr, `run now: readout safe ${bench.folder}/rig.ts\n`);
});

Deno.test("a rig that runs out of memory is made safe by readout safe", async () => {
  await using bench = await VesselBench.open();
  const onRead = "if (reads === 5) for (const all = [];;) all.push(new Array(1e5).fill({}));";
  const shell = "ulimit -c 0; export DENO_V8_FLAGS=--max-old-space-size=64";
  await using process = await bench.run({ onRead }, shell);
  const { code } = await process.ended;
  assertEquals([code > 128, bench.vessel.told], [true, []]);
  assertEquals((await bench.safe()).code, 0);
  assertEquals(bench.vessel.told, ["heater off", "vent open"]);
});
