import type { ByteSink, Transport } from "../contract/transport.ts";
import { pour } from "../base/pour.ts";

/** Lets all that a transport receives flow into a sink, by the transport's own way if it has one. */
export function flow(transport: Transport, sink: ByteSink): void {
  if (transport.flowTo) transport.flowTo(sink);
  else void readInto(transport, sink);
}

async function readInto(transport: Transport, sink: ByteSink): Promise<void> {
  try {
    for (;;) {
      const chunk = await transport.read();
      if (chunk.kind === "eof") return sink.ended();
      const holding = pour(chunk.bytes, sink);
      if (holding) await holding;
    }
  } catch (reason) {
    sink.ended({ reason });
  }
}
