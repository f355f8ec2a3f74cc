import { App } from "./fresh/mod.ts";
import type { State } from "./define.ts";
import type { MonitorProps } from "./islands/Monitor.tsx";
import { bundle } from "./bundle.ts";
import Monitor from "./islands/Monitor.tsx";
import Frame from "./routes/_app.tsx";
import Index from "./routes/index.tsx";
import { handler as uPlotCss } from "./routes/uplot-css.ts";
import favicon from "./static/favicon.svg" with { type: "text" };
import pageCss from "./static/page.css" with { type: "text" };

/** Answers a request; `info` is what `Deno.serve` knows besides. */
export type Answer = (
  request: Request,
  info?: Deno.ServeHandlerInfo,
) => Response | Promise<Response>;

/** What {@linkcode createApp} serves. */
export interface AppOptions {
  /** What the page monitors; `src` is where `live` answers. */
  readonly monitor: MonitorProps;
  /** Answers every request below `monitor.src`. */
  readonly live: Answer;
  /** The islands, bundled for browsers. Default: bundled now. */
  readonly script?: Promise<string>;
}

/**
 * Makes the page and its live data one fetch handler.
 *
 * Routes, islands and static files are named here one by one, because a folder cannot be listed
 * when the page starts from a URL.
 */
export function createApp(options: AppOptions): Answer {
  const { monitor, live, script = bundleIslands() } = options;
  return new App<State>()
    .use((ctx) => {
      ctx.state.monitor = monitor;
      return ctx.next();
    })
    .all(`${monitor.src}/*`, (ctx) => live(ctx.req, ctx.info))
    .appWrapper(Frame)
    .route("/", { component: Index })
    .route("/uplot-css", { handler: uPlotCss })
    .handler({
      islands: { Monitor },
      files: new Map([
        ["/page.css", { type: "text/css", text: pageCss }],
        ["/favicon.svg", { type: "image/svg+xml", text: favicon }],
      ]),
      script: () => script,
    });
}

/** Bundles what runs in the browser. */
export function bundleIslands(): Promise<string> {
  return bundle(new URL("./client.ts", import.meta.url));
}
