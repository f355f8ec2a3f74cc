// Tells systemd three things, in a process of its own: it needs --unstable-net.
import { openSystemdNotifier } from "../../../../lib/rig/notify/systemd_notifier.ts";

await using notifier = await openSystemdNotifier();
for (const state of ["READY=1", `STATUS=${notifier?.watchdogMs}`, "WATCHDOG=1"]) {
  notifier?.tell(state);
}
