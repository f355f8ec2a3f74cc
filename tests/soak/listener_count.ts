/**
 * Counts the listeners that wait on abort signals: what is added, and neither removed nor called. Those
 * of a signal that is garbage do not count.
 */
export class ListenerCount {
  readonly #held = new WeakMap<AbortSignal, Set<unknown>>();
  readonly #signals = new Set<WeakRef<AbortSignal>>();

  /** Counts from now on, in the whole process. */
  constructor() {
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const added = (signal: AbortSignal, listener: unknown): void => {
      if (!signal.aborted) this.#of(signal).add(listener);
    };
    const removed = (signal: AbortSignal, listener: unknown): void => {
      this.#held.get(signal)?.delete(listener);
    };
    AbortSignal.prototype.addEventListener = function (
      this: AbortSignal,
      ...[type, listener, options]: Parameters<EventTarget["addEventListener"]>
    ): void {
      added(this, listener);
      addEventListener.call(this, type, listener, options);
    };
    AbortSignal.prototype.removeEventListener = function (
      this: AbortSignal,
      ...[type, listener, options]: Parameters<EventTarget["removeEventListener"]>
    ): void {
      removed(this, listener);
      removeEventListener.call(this, type, listener, options);
    };
  }

  /** How many wait now. */
  get count(): number {
    let count = 0;
    for (const reference of this.#signals) {
      const signal = reference.deref();
      if (signal === undefined || signal.aborted) this.#signals.delete(reference);
      else count += this.#held.get(signal)!.size;
    }
    return count;
  }

  #of(signal: AbortSignal): Set<unknown> {
    let held = this.#held.get(signal);
    if (held === undefined) {
      this.#held.set(signal, held = new Set());
      this.#signals.add(new WeakRef(signal));
    }
    return held;
  }
}
