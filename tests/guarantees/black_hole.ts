/** Where a device swallows an exchange. */
export type Behaviour =
  | "says nothing"
  | "stops within a reply"
  | "finishes sending"
  | "hangs up"
  | "does not read";

/** A device on a real port of this computer. */
export interface BlackHole extends AsyncDisposable {
  /** Where it is. */
  readonly address: string;
}

/** Listens on a port that is free, and does the same with each who connects. */
export function blackHole(behaviour: Behaviour): BlackHole {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const connections: Deno.Conn[] = [];
  const serving: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const connection of listener) {
      connections.push(connection);
      serving.push(serve(connection, behaviour).catch(() => {})); // it was closed
    }
  })();
  return {
    address: `tcp://127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      for (const connection of connections) close(connection);
      await Promise.all(serving);
    },
  };
}

async function serve(connection: Deno.Conn, behaviour: Behaviour): Promise<void> {
  if (behaviour === "does not read") return;
  const request = new Uint8Array(1_024);
  const sizeBytes = await connection.read(request);
  if (sizeBytes === null || behaviour === "says nothing") return;
  switch (behaviour) {
    case "stops within a reply":
      // What begins as a reply of Modbus does, and of anything in lines.
      await connection.write(request.subarray(0, 4));
      return;
    case "finishes sending":
      return await connection.closeWrite();
    case "hangs up":
      return close(connection);
  }
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch { /* it is closed already */ }
}
