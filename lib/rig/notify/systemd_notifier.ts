import { printable } from "../../base/printable.ts";
import { ReadoutError, textOfThrown } from "../../base/readout_error.ts";
import type { Notifier } from "./notifier.ts";

const VARIABLES: readonly SystemdVariable[] = [
  "NOTIFY_SOCKET",
  "WATCHDOG_USEC",
  "WATCHDOG_PID",
  "RUNTIME_DIRECTORY",
];

/** So many messages wait if systemd takes none. */
const MOST_WAITING = 10;

/** The variables by which systemd tells a service what it wants. */
export type SystemdVariable =
  | "NOTIFY_SOCKET"
  | "WATCHDOG_USEC"
  | "WATCHDOG_PID"
  | "RUNTIME_DIRECTORY";

/** What systemd tells a service, by its environment. */
export type SystemdEnvironment = Readonly<Partial<Record<SystemdVariable, string | undefined>>>;

/**
 * Tells systemd how a rig is, if systemd has started this process and wants to know (`Type=notify`,
 * `WatchdogSec=`).
 *
 * It needs `--unstable-net`, `--allow-env` for the variables below, and `--allow-net=unix:PATH`,
 * `--allow-read` and `--allow-write` for systemd's socket and for its own. That is `notify` in the
 * service's `RuntimeDirectory=`, or, without one, in a temporary folder, which can only be allowed by
 * `--allow-net` as a whole.
 *
 * @param environment What systemd said. Default: the process's environment.
 * @returns `undefined` if nobody wants to know. Rejects with `source.unsupported` or
 * `permission.missing` if it cannot be told.
 */
export async function openSystemdNotifier(
  environment: SystemdEnvironment = fromProcess(),
): Promise<Notifier | undefined> {
  const path = environment.NOTIFY_SOCKET;
  if (path === undefined || path === "") return undefined;
  const cannot = `Cannot tell systemd at ${printable(path, 200)}`;
  if (!path.startsWith("/")) {
    throw new ReadoutError("source.unsupported", `${cannot}: it should be a path`);
  }
  if (Deno.listenDatagram === undefined) {
    const text = `${cannot}: run deno with --unstable-net, or the service with Type=exec`;
    throw new ReadoutError("source.unsupported", text);
  }
  try {
    const [own, ...folders] = await ownPath(environment);
    const socket = Deno.listenDatagram({ transport: "unixpacket", path: own });
    return new SystemdNotifier(socket, [own, ...folders], path, watchdogMsOf(environment));
  } catch (error) {
    const code = error instanceof Deno.errors.NotCapable ? "permission.missing" : "source.failed";
    throw new ReadoutError(code, `${cannot}: ${textOfThrown(error)}`, { cause: error });
  }
}

class SystemdNotifier implements Notifier {
  readonly watchdogMs: number | undefined;
  readonly #socket: Deno.DatagramConn;
  /** To be removed in the end. */
  readonly #paths: readonly string[];
  readonly #systemd: Deno.UnixAddr;
  /** Messages keep their order: one after another. */
  #sending: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(
    socket: Deno.DatagramConn,
    paths: readonly string[],
    systemd: string,
    watchdogMs: number | undefined,
  ) {
    this.watchdogMs = watchdogMs;
    this.#socket = socket;
    this.#paths = paths;
    this.#systemd = { transport: "unixpacket", path: systemd };
  }

  tell(state: string): void {
    if (this.#waiting >= MOST_WAITING) return; // systemd takes nothing: it will miss the sign of life
    this.#waiting++;
    const bytes = new TextEncoder().encode(state);
    this.#sending = this.#sending.then(() => this.#send(bytes));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sending;
    this.#socket.close();
    for (const path of this.#paths) await Deno.remove(path);
  }

  async #send(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#socket.send(bytes, this.#systemd);
    } catch { // systemd is being restarted, or has gone: that is not the rig's trouble
    } finally {
      this.#waiting--;
    }
  }
}

/**
 * Where its own socket is to be, and the folder that was made for it, if one was. A socket that an
 * earlier process has left there is removed.
 */
async function ownPath(
  { RUNTIME_DIRECTORY: runtime }: SystemdEnvironment,
): Promise<[string, ...string[]]> {
  if (!runtime) {
    const folder = await Deno.makeTempDir({ prefix: "readout-" });
    return [`${folder}/notify`, folder];
  }
  const path = `${runtime.split(":")[0]}/notify`;
  await Deno.remove(path).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  return [path];
}

function watchdogMsOf(
  { WATCHDOG_USEC: us, WATCHDOG_PID: pid }: SystemdEnvironment,
): number | undefined {
  if (us === undefined || !/^\d{1,15}$/.test(us) || Number(us) === 0) return undefined;
  if (pid !== undefined && pid !== String(Deno.pid)) return undefined; // another process is watched
  return Number(us) / 1_000;
}

/** What may not be read is not there: a process that systemd has not started needs no permission. */
function fromProcess(): SystemdEnvironment {
  return Object.fromEntries(VARIABLES.map((variable) => {
    const { state } = Deno.permissions.querySync({ name: "env", variable });
    return [variable, state === "granted" ? Deno.env.get(variable) : undefined];
  }));
}
