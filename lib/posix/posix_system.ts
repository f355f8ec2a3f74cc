import { Libc } from "./libc.ts";
import { Poller } from "./poller.ts";

/** What one user of the C library works with; give it back when done. */
export interface PosixUse extends Disposable {
  readonly libc: Libc;
  /** The one that all users share. */
  readonly poller: Poller;
}

/**
 * The C library and the one poller, from the first use to the last.
 *
 * @example Nothing is loaded while nobody uses it
 * ```ts no-eval
 * using posix = posixSystem.use();
 * posix.libc.namesIn("/dev");
 * ```
 */
export class PosixSystem {
  #shared: { readonly libc: Libc; readonly poller: Poller } | undefined;
  #users = 0;

  /** Loads the library if nobody uses it yet. Throws `permission.missing`, `source.unsupported`. */
  use(): PosixUse {
    this.#shared ??= loaded();
    this.#users++;
    let isGivenBack = false;
    return {
      ...this.#shared,
      [Symbol.dispose]: () => {
        if (isGivenBack) return;
        isGivenBack = true;
        if (--this.#users > 0) return;
        this.#shared!.libc.unload();
        this.#shared = undefined;
      },
    };
  }
}

function loaded(): { readonly libc: Libc; readonly poller: Poller } {
  const libc = new Libc();
  return { libc, poller: new Poller(libc) };
}

/** The process has one table of descriptors, and so one of these. Nothing happens before its use. */
export const posixSystem: PosixSystem = new PosixSystem();
