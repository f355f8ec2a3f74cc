import { assertEquals } from "../../../deps/assert.ts";

const PROGRAM = new URL("./print_readings.ts", import.meta.url).href;

/** What became of one channel. */
interface Result {
  readonly status: string;
  readonly via: string;
  readonly code?: string;
  readonly message?: string;
}

async function readWith(flags: readonly string[], names: readonly string[]) {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-lock", ...flags, PROGRAM, ...names],
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder().decode(stdout);
  if (text === "") throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(text) as Record<string, Result>;
}

const EVERY = "read write net env run ffi sys import".split(" ").map((name) => `--allow-${name}`);
const SYS = "--allow-sys=cpus,systemMemoryInfo,loadavg,osUptime,statfs";

for (
  const { given, flags, good, refused } of [
    {
      given: "nothing",
      flags: [],
      good: { "process.memory": "Deno.memoryUsage" },
      refused: {
        "cpu": "node:os needs a permission; run Deno with --allow-sys=cpus",
        "cpu.core0": "node:os needs a permission; run Deno with --allow-sys=cpus",
        "memory": "Deno.systemMemoryInfo needs a permission; " +
          "run Deno with --allow-sys=systemMemoryInfo",
        "load1": "Deno.loadavg needs a permission; run Deno with --allow-sys=loadavg",
        "uptime": "Deno.osUptime needs a permission; run Deno with --allow-sys=osUptime",
        "disk": "node:fs needs a permission; run Deno with --allow-sys=statfs --allow-read=/",
        "battery": "/sys/class/power_supply needs a permission; run Deno with --allow-all",
        "network.send": "/proc/net/dev needs a permission; run Deno with --allow-all",
      },
    },
    {
      given: "the least that the processor and the memory need",
      flags: ["--allow-sys=cpus,systemMemoryInfo"],
      good: {
        "cpu": "node:os",
        "cpu.core0": "node:os",
        "cpu.user": "node:os",
        "memory": "Deno.systemMemoryInfo",
        "memory.total": "Deno.systemMemoryInfo",
      },
      refused: { "load5": "Deno.loadavg needs a permission; run Deno with --allow-sys=loadavg" },
    },
    {
      given: "the least that all but /proc and /sys need",
      flags: [SYS, "--allow-read=/"],
      good: {
        "cpu": "node:os",
        "memory": "Deno.systemMemoryInfo",
        "load15": "Deno.loadavg",
        "uptime": "Deno.osUptime",
        "disk": "node:fs",
        "disk.used": "node:fs",
      },
      refused: {
        "disk.read": "/proc/diskstats needs a permission; run Deno with --allow-all",
        "temperature": "/sys/class/{hwmon,thermal} needs a permission; run Deno with --allow-all",
      },
    },
    {
      given: "every file, which /proc takes for nothing",
      flags: ["--allow-read"],
      good: {},
      refused: {
        "cpu": "node:os needs a permission; run Deno with --allow-sys=cpus",
        "disk": "node:fs needs a permission; run Deno with --allow-sys=statfs",
      },
    },
    {
      given: "everything but one address, which /proc takes for too little",
      flags: ["--allow-all", "--deny-net=192.0.2.1"],
      good: { "cpu": "node:os", "memory": "Deno.systemMemoryInfo" },
      refused: { "network.send": "/proc/net/dev needs a permission; run Deno with --allow-all" },
    },
    {
      given: "everything, flag by flag",
      flags: EVERY,
      good: { "cpu": "/proc/stat", "memory": "/proc/meminfo" },
      refused: {},
    },
    {
      given: "everything",
      flags: ["--allow-all"],
      good: { "cpu": "/proc/stat", "cpu.core0": "/proc/stat", "memory": "/proc/meminfo" },
      refused: {},
    },
  ]
) {
  Deno.test({
    name: `host reads what it may, and names the flag of what it may not, given ${given}`,
    timeout: 60_000,
    fn: async () => {
      const results = await readWith(flags, [...Object.keys(good), ...Object.keys(refused)]);
      for (const [name, via] of Object.entries<string>(good)) {
        assertEquals(results[name], { status: "good", via });
      }
      for (const [name, what] of Object.entries<string>(refused)) {
        const { code, message } = results[name]!;
        assertEquals([code, message], ["permission.missing", `Cannot read ${name}: ${what}`]);
      }
    },
  });
}
