/**
 * What components and islands may use of Fresh 2. An import map replaces this file by
 * `jsr:@fresh/core@^2/runtime`; see web/README.md.
 *
 * @module
 */

/** The address of a static file. Fresh adds the build's id to it. */
export function asset(path: string): string {
  return path;
}
