import { h, hydrate } from "../../lib/deps/preact.ts";
import type { Islands } from "./render.tsx";

/** In the browser: brings the islands of the page to life. */
export function hydrateIslands(islands: Islands): void {
  for (const root of document.querySelectorAll<HTMLElement>("[data-island]")) {
    const { island, props } = root.dataset;
    const component = islands[island!];
    if (component !== undefined) hydrate(h(component, JSON.parse(props!)), root);
  }
}
