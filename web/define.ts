import { createDefine, type Define } from "./fresh/mod.ts";
import type { MonitorProps } from "./islands/Monitor.tsx";

/** What a middleware puts into `ctx.state` for the routes. */
export interface State {
  /** What the page monitors. */
  monitor: MonitorProps;
}

/** Gives routes their types, as in every Fresh project. */
export const define: Define<State> = createDefine<State>();
