import type { AbortOptions } from "../contract/abort_options.ts";
import type { Transport } from "../contract/transport.ts";

/** Connects to the address of an instrument, as its plan says it: each call makes a new connection. */
export type OpenRigTransport = (address: string, options: AbortOptions) => Promise<Transport>;
