import { printable } from "../lib/base/printable.ts";
import { ReadoutError } from "../lib/base/readout_error.ts";

/** Where to listen. */
export interface Address {
  readonly hostname: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Takes no other port if this one is taken. */
  readonly exactPort: boolean;
}

/** A server that listens. */
export interface Listening extends AsyncDisposable {
  /** Where it can be asked, such as `"http://127.0.0.1:8000/"`. */
  readonly url: string;
}

/** So many ports are tried. */
const TRIES = 100;

/**
 * Serves at an address, or at the next free port.
 *
 * @param address Where.
 * @param handler Answers requests.
 * @throws {ReadoutError} `address.in-use`, `permission.missing`.
 * @throws {RangeError} If `port` is not an integer from 0 to 65535.
 */
export function listen(address: Address, handler: Deno.ServeHandler<Deno.NetAddr>): Listening {
  const { hostname, port, exactPort } = address;
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new RangeError(`Cannot listen: port must be an integer from 0 to 65535, got ${port}`);
  }
  const last = exactPort || port === 0 ? port : Math.min(port + TRIES - 1, 65_535);
  for (let at = port; at <= last; at++) {
    try {
      return serve({ hostname, port: at }, handler);
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw explained(error, address, at);
    }
  }
  const ports = last === port ? `port ${port} is` : `ports ${port} to ${last} are`;
  throw new ReadoutError(
    "address.in-use",
    `Cannot listen on ${printable(hostname)}: ${ports} taken; ` +
      "stop the other program or choose another port",
    { address: `http://${hostname}:${port}` },
  );
}

function serve(
  where: { readonly hostname: string; readonly port: number },
  handler: Deno.ServeHandler<Deno.NetAddr>,
): Listening {
  const end = new AbortController();
  const quiet = { onListen() {}, signal: end.signal };
  const server = Deno.serve({ ...where, ...quiet }, handler);
  const name = where.hostname.includes(":") ? `[${where.hostname}]` : where.hostname;
  return {
    url: `http://${name}:${server.addr.port}/`,
    async [Symbol.asyncDispose](): Promise<void> {
      end.abort();
      await server.finished;
    },
  };
}

/** The error with the flag that is missing, if that is what it is. */
function explained(error: unknown, { hostname, port }: Address, at: number): unknown {
  if (!(error instanceof Deno.errors.NotCapable)) return error;
  const taken = at === port ? "" : `port ${port} is taken, and `;
  return new ReadoutError(
    "permission.missing",
    `Cannot listen on ${printable(hostname)}, port ${at}: ${taken}Deno does not allow it; ` +
      `start again with --allow-net=${printable(hostname)}:${at}`,
    { address: `http://${hostname}:${at}`, cause: error },
  );
}
