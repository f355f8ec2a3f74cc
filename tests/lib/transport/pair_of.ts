import type { Transport } from "../../../lib/contract/transport.ts";
import type { TransportPair } from "../../../lib/testing/transport_conformance.ts";

/** Two ends that are closed together. */
export function pairOf(near: Transport, far: Transport): TransportPair {
  return {
    near,
    far,
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.all([near[Symbol.asyncDispose](), far[Symbol.asyncDispose]()]);
    },
  };
}
