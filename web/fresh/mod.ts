/**
 * The part of Fresh 2 that the page uses, from npm packages alone. An import map replaces this file
 * by `jsr:@fresh/core@^2`; see web/README.md.
 *
 * @module
 */
export { App } from "./app.ts";
export { createDefine, type Define } from "./define.ts";
