import { printable } from "../../base/printable.ts";
import { ReadoutError, textOfThrown } from "../../base/readout_error.ts";
import { systemClock } from "../../base/system_clock.ts";
import { within } from "../supervise/within.ts";
import type { Notifier } from "./notifier.ts";

const VARIABLES: readonly SystemdVariable[] = [
  "NOTIFY_SOCKET",
  "WATCHDOG_USEC",
  "WATCHDOG_PID",
  "RUNTIME_DIRECTORY",
];

/** How long systemd may take for what is said last, in ms. */
const CLOSE_MS = 1_000;

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
  /** What waits, by its name: of each only the last, so that neither memory grows nor `READY` is lost. */
  readonly #waiting = new Map<string, string>();
  /** Messages keep their order: one after another. */
  #sending: Promise<void> | undefined;

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
    const [name = ""] = state.split("=", 1);
    this.#waiting.delete(name);
    this.#waiting.set(name, state);
    this.#sending ??= this.#send();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await within(systemClock, CLOSE_MS, "tell systemd", () => this.#sending)
      .catch(() => {}); // it takes nothing: what is said last is lost
    this.#socket.close();
    for (const path of this.#paths) await Deno.remove(path).catch(() => {}); // systemd was quicker
  }

  async #send(): Promise<void> {
    for (const [name, state] of this.#waiting) {
      this.#waiting.delete(name);
      try {
        await this.#socket.send(new TextEncoder().encode(state), this.#systemd);
      } catch { // systemd is being restarted, or has gone: that is not the rig's trouble
      }
    }
    this.#sending = undefined;
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
