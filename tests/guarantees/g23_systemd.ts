// Plays systemd, in a process of its own (--unstable-net): starts a service with WatchdogSec=, waits for
// its signs of life, and ends it by SIGABRT when there is none for so long. Prints what happened.
import { systemClock } from "../../lib/base/system_clock.ts";

const [service, folder, way, watchdogMs] = Deno.args as [string, string, string, string];
const path = `${folder}/systemd`;
const limitMs = Number(watchdogMs);
const socket = Deno.listenDatagram({ transport: "unixpacket", path });
const child = new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", "--no-prompt", "--no-check", "--unstable-net", service, way],
  env: {
    NOTIFY_SOCKET: path,
    WATCHDOG_USEC: String(1_000 * limitMs),
    RUNTIME_DIRECTORY: folder,
    NO_COLOR: "1",
  },
  stdin: "null",
  stdout: "piped",
}).spawn();

let fed = 0;
let isReady = false;
let isKilled = false;
let lastFedMs = systemClock.nowMs();
let longestMs = 0;
/** As systemd does: the watchdog runs from READY=1 on, and anew from each sign of life. */
let dog: AbortSignal | undefined;
const arm = (): void => {
  const mine = dog = AbortSignal.timeout(limitMs);
  mine.addEventListener("abort", () => {
    if (mine !== dog) return;
    isKilled = true;
    longestMs = systemClock.nowMs() - lastFedMs;
    child.kill("SIGABRT");
  });
};

const listening = (async () => {
  for await (const [bytes] of socket) {
    const said = new TextDecoder().decode(bytes);
    if (said === "READY=1") isReady = true;
    if (said === "WATCHDOG=1") fed++;
    if (said === "STOPPING=1") dog = undefined;
    else if (isReady && (said === "WATCHDOG=1" || said === "READY=1")) {
      lastFedMs = systemClock.nowMs();
      arm();
    }
  }
})();

const { code, signal, stdout } = await child.output();
dog = undefined;
socket.close();
await listening;
console.log(JSON.stringify({
  ...{ isReady, fed, isKilled, code, signal },
  isInTime: longestMs <= 1.5 * limitMs,
  said: new TextDecoder().decode(stdout).trim(),
}));
