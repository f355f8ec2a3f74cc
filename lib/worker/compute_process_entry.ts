import type { Computation, Computed } from "./compute_entry.ts";
import { toFault } from "../base/readout_error.ts";
import { deserialize, serialize } from "../deps/node_v8.ts";
import { MARK } from "./marked_answer.ts";

/** Calls the function that standard input names, and prints what came of it after a mark. */
export async function answer(module: Readonly<Record<string, unknown>>): Promise<never> {
  const { url, name, args }: Computation = deserialize(
    await new Response(Deno.stdin.readable).bytes(),
  );
  const bytes = await compute().catch((error) => encoded({ kind: "broke", fault: toFault(error) }));
  print(MARK);
  print(bytes);
  Deno.exit(0); // whatever the module has left running

  async function compute(): Promise<Uint8Array> {
    const compute = module[name];
    if (typeof compute !== "function") {
      throw new TypeError(`${url} exports no function "${name}"`);
    }
    return encoded({ kind: "result", value: await compute(...args) });
  }
}

function encoded(computed: Computed): Uint8Array {
  return serialize(computed);
}

/** All at once, so that nothing that the module still prints comes between. */
function print(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}
