import type { ToProducer } from "./producer.ts";

/** A thread that produces samples, for as many measurements as one likes. */
export class ProducerThread implements Disposable {
  /** Called with what it says. */
  // deno-lint-ignore no-explicit-any -- what it says is between its producer and its listener
  onMessage: (message: any) => void = () => {};
  readonly #worker: Worker;

  /** Starts it. */
  constructor() {
    this.#worker = new Worker(new URL("./producer.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }): void => this.onMessage(data);
  }

  /** Tells it what to do. */
  post(message: ToProducer): void {
    this.#worker.postMessage(message);
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}
