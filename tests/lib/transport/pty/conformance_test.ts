import { transportConformance } from "../../../../lib/testing/transport_conformance.ts";
import { openPty } from "../../../../lib/transport/pty/open_pty.ts";
import { openSerial } from "../../../../lib/transport/serial/open_serial.ts";
import { pairOf } from "../pair_of.ts";

const ptyPair = async () => {
  const { path, transport } = await openPty();
  return pairOf(transport, await openSerial({ path }));
};

// As a device on a wire, it is not told of who opens the port, and who leaves.
for (const { name, run } of transportConformance(ptyPair, { halfClose: false, gone: "nothing" })) {
  Deno.test({ name: `pty ${name}`, timeout: 20_000, fn: run });
}
