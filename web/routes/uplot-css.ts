import { uPlotCss } from "../../lib/deps/uplot.ts";
import { define } from "../define.ts";

/** uPlot's own styles, straight from its package. */
export const handler = define.handlers(() =>
  new Response(uPlotCss, { headers: { "content-type": "text/css; charset=utf-8" } })
);
