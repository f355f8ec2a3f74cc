import { transportConformance } from "../../../lib/testing/transport_conformance.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";
import { tcpPair } from "./tcp_pair.ts";

for (const { name, run } of transportConformance(() => Promise.resolve(loopback()))) {
  Deno.test({ name: `loopback ${name}`, timeout: 20_000, fn: run });
}

for (const { name, run } of transportConformance(tcpPair)) {
  Deno.test({ name: `tcp ${name}`, timeout: 20_000, fn: run });
}
