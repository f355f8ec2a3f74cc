import { assertEquals, assertStringIncludes } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

const PRAGMA = "/** @jsxImportSource npm:preact@10.29.8 */\n";

for (
  const { path, source, what } of [
    {
      path: "lib/base/x.ts",
      source: `import { deadline } from "npm:deno-std@1.4.0/async/deadline.js";`,
      what: "only lib/deps/",
    },
    { path: "lib/base/x.ts", source: `import { a } from "jsr:@std/async@1.0.0";`, what: "only" },
    { path: "lib/base/x.ts", source: `import { cpus } from "node:os";`, what: "only lib/deps/" },
    { path: "lib/base/x.ts", source: `import { a } from "@std/async";`, what: "only lib/deps/" },
    { path: "lib/base/x.ts", source: `await import("https://example.org/a.ts");`, what: "only" },
    { path: "lib/base/x.ts", source: `type A = import("npm:x@1.0.0").A;`, what: "only" },
    { path: "cli/main.ts", source: `import { poll } from "@readout/readout";`, what: "only" },
    { path: "web/main.ts", source: `export * from "preact";`, what: "only lib/deps/" },
    {
      path: "web/x.ts",
      source: `// @ts-types="npm:@types/x@1.0.0"\nimport { x } from "../lib/deps/x.js";`,
      what: "only lib/deps/",
    },
    { path: "lib/deps/x.ts", source: `export { x } from "npm:x@^1.2.3";`, what: "exact version" },
    { path: "lib/deps/x.ts", source: `export { x } from "npm:x";`, what: "exact version" },
    {
      path: "lib/deps/x.ts",
      source: `export { x } from "npm:@a/x@1/y.js";`,
      what: "exact version",
    },
    { path: "lib/deps/x.ts", source: `export { x } from "jsr:@a/x@1.2.3";`, what: "exact version" },
    { path: "web/x.tsx", source: `export const a = <p />;`, what: "the file has no pragma" },
    {
      path: "web/x.tsx",
      source: `/** @jsxImportSource npm:preact */\nexport const a = <p />;`,
      what: `"npm:preact" is not an exact version`,
    },
  ]
) {
  Deno.test(`third-party reports ${source} in ${path}`, () => {
    const messages = lintWith("third-party", path, source);
    assertEquals(messages.length, 1);
    assertStringIncludes(messages[0]!, what);
  });
}

for (
  const { path, source } of [
    { path: "lib/base/x.ts", source: `import { a } from "./a.ts";` },
    { path: "lib/base/x.ts", source: `const text = 'import { a } from "npm:a";';` },
    { path: "lib/deps/x.ts", source: `export { x } from "npm:x@1.2.3";` },
    { path: "lib/deps/x.ts", source: `export { x } from "npm:@a/x@1.2.3-rc.1/y/z.js";` },
    { path: "lib/deps/os.ts", source: `export { cpus } from "node:os";` },
    { path: "tests/deps/x.ts", source: `export { default as fc } from "npm:fast-check@4.10.2";` },
    { path: "web/x.tsx", source: `${PRAGMA}export const a = <p />;` },
  ]
) {
  Deno.test(`third-party allows ${source} in ${path}`, () => {
    assertEquals(lintWith("third-party", path, source), []);
  });
}
