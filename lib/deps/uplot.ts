export { default as uPlot } from "npm:uplot@1.6.32";
export { default as uPlotCss } from "npm:uplot@1.6.32/dist/uPlot.min.css" with { type: "text" };
