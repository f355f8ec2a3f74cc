/** Tells whoever supervises the process how a rig is: systemd, by `sd_notify`. */
export interface Notifier extends AsyncDisposable {
  /** How long it waits for a sign of life, in ms; `undefined` if it does not. */
  readonly watchdogMs: number | undefined;
  /** Tells something, such as `READY=1`. Never throws, and waits for nobody. */
  tell(state: string): void;
}
