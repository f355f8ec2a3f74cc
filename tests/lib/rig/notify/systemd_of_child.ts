// Plays systemd, in a process of its own (--unstable-net): prints what a service tells it.
const [service, folder] = Deno.args as [string, string];
const systemd = `${folder}/systemd`;
const own = `${folder}/notify`;
Deno.writeTextFileSync(own, "left behind by an earlier process");
const socket = Deno.listenDatagram({ transport: "unixpacket", path: systemd });
const process = new Deno.Command(Deno.execPath(), {
  args: [
    ...["run", "--no-prompt", "--no-check", "--unstable-net"],
    "--allow-env=NOTIFY_SOCKET,WATCHDOG_USEC,WATCHDOG_PID,RUNTIME_DIRECTORY",
    `--allow-net=unix:${systemd},unix:${own}`,
    `--allow-read=${systemd},${own}`,
    `--allow-write=${systemd},${own}`,
    service,
  ],
  env: { NOTIFY_SOCKET: systemd, WATCHDOG_USEC: "30000000", RUNTIME_DIRECTORY: folder },
}).spawn();
for (let count = 0; count < 4; count++) {
  const [bytes] = await socket.receive();
  console.log(new TextDecoder().decode(bytes));
}
const { code } = await process.status;
socket.close();
Deno.removeSync(systemd);
console.log(code, [...Deno.readDirSync(folder)].length);
