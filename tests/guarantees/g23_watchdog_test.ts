import { assert, assertEquals } from "../deps/assert.ts";

const WATCHDOG_MS = 2_000;

/** What a process that plays systemd tells of a rig that it has started as a service. */
interface Watched {
  readonly isReady: boolean;
  /** How many signs of life there were. */
  readonly fed: number;
  readonly isKilled: boolean;
  readonly isInTime: boolean;
  readonly signal: string | null;
  readonly code: number;
  readonly said: string;
}

async function watched(way: "loops" | "hangs"): Promise<Watched> {
  const folder = await Deno.makeTempDir({ prefix: "readout-watchdog-" });
  const pathOf = (file: string): string => new URL(file, import.meta.url).pathname;
  try {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--no-prompt", "--no-check", "--unstable-net"],
        ...[pathOf("g23_systemd.ts"), pathOf("g23_service.ts"), folder, way, `${WATCHDOG_MS}`],
      ],
      env: { NO_COLOR: "1" },
      signal: AbortSignal.timeout(60_000),
    }).output();
    assertEquals(new TextDecoder().decode(stderr), "");
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("G23: a process in which something loops for ever is ended by systemd after its WatchdogSec; one in which a read hangs is fed, and goes on", async () => {
  const [loops, hangs] = await Promise.all([watched("loops"), watched("hangs")]);
  assertEquals([loops.isReady, loops.said], [true, "wedged"]);
  assertEquals([loops.isKilled, loops.isInTime, loops.signal], [true, true, "SIGABRT"]);
  assert(loops.fed >= 2, `${loops.fed} signs of life`);
  assertEquals([hangs.isReady, hangs.said], [true, "stopped: its time is over"]);
  assertEquals([hangs.isKilled, hangs.code], [false, 0]);
  assert(hangs.fed >= 4, `${hangs.fed} signs of life`);
});
