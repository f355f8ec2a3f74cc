import type { Fault } from "../contract/fault.ts";
import type { WorkerScope } from "./worker_scope.ts";
import { toFault } from "../base/readout_error.ts";

/** What a computing thread is told. */
export interface Computation {
  /** Where the module is. */
  readonly url: string;
  /** The function that it exports. */
  readonly name: string;
  /** What the function is called with. */
  readonly args: readonly unknown[];
}

/** What it tells. */
export type Computed =
  | { readonly kind: "result"; readonly value: unknown }
  | { readonly kind: "broke"; readonly fault: Fault };

const scope = self as unknown as WorkerScope<Computation, Computed>;

scope.onmessage = async ({ data }): Promise<void> => {
  try {
    const module = await import(data.url);
    const compute = module[data.name];
    if (typeof compute !== "function") {
      throw new TypeError(`${data.url} exports no function "${data.name}"`);
    }
    scope.postMessage({ kind: "result", value: await compute(...data.args) });
  } catch (error) {
    scope.postMessage({ kind: "broke", fault: toFault(error) });
  }
};
