// A rig as a service: after two seconds one of its parts does what it should not, by the argument.
import { systemClock } from "../../lib/base/system_clock.ts";
import { openSystemdNotifier } from "../../lib/rig/notify/systemd_notifier.ts";
import { runRig } from "../../lib/rig/run_rig.ts";

const [way] = Deno.args;
await using notifier = await openSystemdNotifier();
const startMs = systemClock.nowMs();
const stop = new AbortController();
let isBusy = false;
const report = await runRig({
  name: "service",
  everyMs: 50,
  channels: {
    wave: { signal: "sine" },
    own: {
      read: () => {
        if (systemClock.nowMs() - startMs < 2_000) return 1;
        if (way === "loops" && !isBusy) {
          isBusy = true;
          console.log("wedged");
          while (true);
        }
        if (way === "hangs") return new Promise<number>(() => {});
        return 2;
      },
    },
  },
}, {
  notifier,
  signal: stop.signal,
  onReading: () => {
    if (systemClock.nowMs() - startMs > 5_000) stop.abort("its time is over");
  },
});
console.log(report.why);
Deno.exitCode = report.exitCode;
