import type { Context, Handler, Page } from "./define.ts";
import { type Islands, renderPage } from "./render.tsx";

/** What Fresh's builder finds by itself: here it is named, so that the app starts from a URL too. */
export interface Build {
  /** The islands by name; the script hydrates them by the same names. */
  readonly islands: Islands;
  /** The files of `static/` by path, such as `/page.css`. */
  readonly files: ReadonlyMap<string, { readonly type: string; readonly text: string }>;
  /** The islands, bundled for browsers. */
  readonly script: () => Promise<string>;
}

const SCRIPT_PATH = "/_fresh/client.js";

type Answer<State> = (context: Context<State>, build: Build) => Response | Promise<Response>;

/** Passes requests through middlewares to routes, as Fresh's `App` does. */
export class App<State> {
  readonly config = { basePath: "" };
  readonly #middlewares: Handler<State>[] = [];
  readonly #routes: { readonly path: string; readonly answer: Answer<State> }[] = [];
  #frame: Page<State> | undefined;

  /** Adds a middleware in front of every route. */
  use(middleware: Handler<State>): this {
    this.#middlewares.push(middleware);
    return this;
  }

  /** Sets the frame around all pages. */
  appWrapper(frame: Page<State>): this {
    this.#frame = frame;
    return this;
  }

  /** Adds a handler of all methods at a path, or below one that ends in `/*`. */
  all(path: string, answer: Handler<State>): this {
    this.#routes.push({ path, answer });
    return this;
  }

  /** Adds a page, or a handler of `GET`, at a path. */
  route(path: string, route: { component: Page<State> } | { handler: Handler<State> }): this {
    const answer: Answer<State> = "handler" in route
      ? route.handler
      : (ctx, { islands }) =>
        text(renderPage(this.#frame!, route.component, ctx, islands, SCRIPT_PATH), "text/html");
    this.#routes.push({ path, answer: (ctx, build) => getOnly(ctx.req, () => answer(ctx, build)) });
    return this;
  }

  /** The app as a fetch handler. */
  handler(build: Build): (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    return (req, info) => {
      const url = new URL(req.url);
      url.pathname = url.pathname.replace(/\/+/g, "/");
      const shared = { req, url, info, state: {} as State, config: this.config };
      const run = async (at: number): Promise<Response> => {
        const ctx = { ...shared, next: () => run(at + 1) };
        return await (this.#middlewares[at]?.(ctx) ?? this.#answer(ctx, build));
      };
      return run(0);
    };
  }

  #answer(ctx: Context<State>, build: Build): Response | Promise<Response> {
    const { pathname } = ctx.url;
    const route = this.#routes.find(({ path }) =>
      path.endsWith("/*") ? pathname.startsWith(path.slice(0, -1)) : pathname === path
    );
    if (route !== undefined) return route.answer(ctx, build);
    if (pathname === SCRIPT_PATH) {
      return getOnly(ctx.req, async () => text(await build.script(), "text/javascript"));
    }
    // Only what is listed can be had: no path ever reaches a file system.
    const file = build.files.get(pathname);
    if (file !== undefined) return getOnly(ctx.req, () => text(file.text, file.type));
    return new Response("Not found\n", { status: 404 });
  }
}

function text(body: string, type: string): Response {
  return new Response(body, { headers: { "content-type": `${type}; charset=utf-8` } });
}

async function getOnly(
  { method }: Request,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  if (method === "GET") return await answer();
  if (method === "HEAD") return new Response(null, await answer());
  return new Response("Method not allowed\n", { status: 405, headers: { allow: "GET, HEAD" } });
}
