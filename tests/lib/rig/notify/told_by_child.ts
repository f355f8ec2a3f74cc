// Tells systemd what it is, in a process of its own, which needs --unstable-net: first more of one kind
// than systemd can be told, of which the last counts.
import { openSystemdNotifier } from "../../../../lib/rig/notify/systemd_notifier.ts";

await using notifier = await openSystemdNotifier();
for (let count = 0; count < 1_000; count++) notifier?.tell(`STATUS=${count}`);
for (const state of ["READY=1", `STATUS=${notifier?.watchdogMs}`, "WATCHDOG=1"]) {
  notifier?.tell(state);
}
