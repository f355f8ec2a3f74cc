/** What a worker sees of itself. */
export interface WorkerScope<In, Out> {
  /** Called with each message of the owner. */
  onmessage: ((event: MessageEvent<In>) => void) | null;
  /** Tells the owner something; what is in `transfer` changes hands. */
  postMessage(message: Out, transfer?: Transferable[]): void;
}
