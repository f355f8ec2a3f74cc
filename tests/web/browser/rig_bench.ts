import type { Rig } from "../../../lib/rig/rig.ts";
import { startRig } from "../../../lib/rig/run_rig.ts";
import type { RunningRig } from "../../../lib/rig/run/running_rig.ts";
import { VirtualClock } from "../../../lib/testing/mod.ts";
import { type Page, preparePage } from "../../../web/main.ts";

const PERIOD_MS = 1_000;
/** Longer than a reading waits for others to travel with it. */
const SENT_MS = 200;

/** A rig that runs in virtual time, on a page of its own. */
export class RigBench implements AsyncDisposable {
  readonly clock: VirtualClock;
  readonly running: RunningRig;
  readonly page: Page;

  private constructor(clock: VirtualClock, running: RunningRig, page: Page) {
    this.clock = clock;
    this.running = running;
    this.page = page;
  }

  /** Starts a rig that is read every second. */
  static async start(channels: Rig["channels"], name = "oven"): Promise<RigBench> {
    const clock = new VirtualClock();
    const open = await preparePage();
    let page: Page | undefined = undefined;
    const running = await startRig({ name, everyMs: PERIOD_MS, channels }, {
      ...{ clock, memoryBytes: () => 0, selfEveryMs: 3_600_000 },
      onReading: (reading) => reading.channel.startsWith("readout.") || page?.push(reading),
      onHealth: (health) => page?.tellRig(health),
    });
    page = open({ ...{ channels: running.channels, periodMs: PERIOD_MS, port: 0, clock } });
    page.tellRig(running.health());
    await clock.advance(SENT_MS);
    return new RigBench(clock, running, page);
  }

  /** Lets so many reads pass, and lets them go out. */
  async read(times: number): Promise<void> {
    await this.clock.advance(times * PERIOD_MS);
  }

  /** Stops it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.running.stop("the test is over");
    await this.clock.advance(0);
    await this.running.ended;
    await this.page[Symbol.asyncDispose]();
  }
}
