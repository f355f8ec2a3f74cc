import { assert } from "../../deps/assert.ts";
import type { BrowserPage } from "./browser_page.ts";

/** How many pixels of each kind there are in each column of the plot, from left to right. */
export interface Ink {
  /** Pixels of the first line. */
  readonly line: readonly number[];
  /** Pixels of its fan. */
  readonly fan: readonly number[];
}

/** What a person sees of the plot's first line. */
export async function inkOf(shown: BrowserPage): Promise<Ink> {
  return await shown.page.locator("canvas").evaluate((canvas: HTMLCanvasElement, fanAlpha) => {
    const { width, height } = canvas;
    // A copy, because Chromium complains of a page that often looks at what it has drawn.
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const pixels = copy.getImageData(0, 0, width, height).data;
    const style = getComputedStyle(document.body);
    const color = style.getPropertyValue("--line-0").trim();
    const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
    const isInk = (at: number, least: number, most: number) =>
      pixels[at + 3]! >= least && pixels[at + 3]! <= most &&
      wanted.every((want, i) => Math.abs(pixels[at + i]! - want) < 40);
    const row = 4 * width;
    const isLine = (at: number) => isInk(at, 140, 255);
    // The edge of a line is as pale as a fan, but only one pixel of it.
    const isFan = (at: number) =>
      [at - row, at, at + row].every((it) => isInk(it, fanAlpha - 9, fanAlpha + 9));
    const count = (is: (at: number) => boolean) =>
      Array.from({ length: width }, (_, x) => {
        return Array.from({ length: height }, (_, y) => y * row + 4 * x).filter(is).length;
      });
    return { line: count(isLine), fan: count(isFan) };
  }, 0x38);
}

/** Where there is ink and where there is none, between the first and the last. */
export function runsOf(ink: readonly number[]): ("ink" | "none")[] {
  const columns = ink.map((count) => count > 0);
  const seen = columns.slice(columns.indexOf(true), columns.lastIndexOf(true) + 1);
  assert(columns.includes(true), "nothing is drawn");
  const runs = seen.map((isInk) => isInk ? "ink" as const : "none" as const);
  return runs.filter((run, at) => run !== runs[at - 1]);
}
