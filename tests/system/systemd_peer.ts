// systemd's end of `sd_notify`, for a test: prints what it is told, in a line each. Its argument is
// the path of its socket; it says "listening" when that is there.
const socket = Deno.listenDatagram({ transport: "unixpacket", path: Deno.args[0]! });
console.log("listening");
for await (const [bytes] of socket) console.log(new TextDecoder().decode(bytes));
