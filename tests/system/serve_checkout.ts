import { ROOT } from "../architecture/project_path.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".ts": "application/typescript",
  ".tsx": "text/tsx",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** What a user gets from a web server: nothing of `tests/`, and no listing. */
const SHIPPED = /^(mod\.ts|deno\.json|(lib|cli|web|examples)\/.+)$/;

/** This checkout, served as a web server would. */
export interface ServedCheckout extends AsyncDisposable {
  /** Where it is, with a slash at the end. */
  readonly url: string;
  /** Host and port, for `--allow-import`. */
  readonly host: string;
}

/** Serves this checkout on a free port of the loopback interface. */
export function serveCheckout(): ServedCheckout {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => answer(decodeURIComponent(new URL(request.url).pathname.slice(1))),
  );
  const host = `127.0.0.1:${server.addr.port}`;
  return {
    url: `http://${host}/`,
    host,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function answer(path: string): Promise<Response> {
  const type = TYPES[/\.\w+$/.exec(path)?.[0] ?? ""];
  const file = type === undefined ? undefined : await fileOf(path);
  if (file === undefined) return new Response("Not found", { status: 404 });
  return new Response(file, { headers: { "content-type": type!, "cache-control": "no-store" } });
}

async function fileOf(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!SHIPPED.test(path)) return undefined;
  try {
    return await Deno.readFile(ROOT + path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
