// Plays systemd that takes nothing any more, and the service, in one process (--unstable-net).
import { nextTurn } from "../../../../lib/base/system_clock.ts";
import { openSystemdNotifier } from "../../../../lib/rig/notify/systemd_notifier.ts";

const [folder] = Deno.args as [string];
const path = `${folder}/systemd`;
const socket = Deno.listenDatagram({ transport: "unixpacket", path });
const notifier = await openSystemdNotifier({ NOTIFY_SOCKET: path, RUNTIME_DIRECTORY: folder });
for (let count = 0; count < 1_000; count++) { // more than its socket holds
  notifier!.tell(`STATUS=${count}`);
  await nextTurn();
}
Deno.removeSync(`${folder}/notify`); // as systemd does, when it is quicker
await notifier![Symbol.asyncDispose]();
socket.close();
console.log("closed");
