import type { ComponentType, JSX } from "../../lib/deps/preact.ts";

/** What is known about a request. */
export interface Context<State> {
  readonly req: Request;
  /** Its address, without doubled slashes. */
  readonly url: URL;
  /** What the server knows besides. */
  readonly info: Deno.ServeHandlerInfo | undefined;
  /** What the middlewares found out. */
  readonly state: State;
  /** How the app is set up. */
  readonly config: { readonly basePath: string };
  /** In a middleware: runs the next one, at last the route. */
  next(): Promise<Response>;
}

/** What a page is given; `Component` is the page itself, for the frame around it. */
export type PageProps<State> = Context<State> & { readonly Component: ComponentType };

/** Answers a request. */
export type Handler<State> = (context: Context<State>) => Response | Promise<Response>;

/** Renders a page, or the frame around all pages. */
export type Page<State> = (props: PageProps<State>) => JSX.Element;

/** Gives what a route exports its types, and returns it as it is. */
export interface Define<State> {
  handlers(handler: Handler<State>): Handler<State>;
  page(page: Page<State>): Page<State>;
}

/** Makes the `define` of an app's routes. */
export function createDefine<State>(): Define<State> {
  return { handlers: (handler) => handler, page: (page) => page };
}
