// A worker that waits for a port for ever.
import { openPty } from "../../../../lib/transport/pty/open_pty.ts";

const { path, transport } = await openPty();
transport.read();
postMessage(path);
