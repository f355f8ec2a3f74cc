import { assertEquals } from "./deps/assert.ts";
import { examplesOf } from "./run_examples.ts";

const SOURCE = `/**
 * Doubles.
 *
 * @example It runs
 * \`\`\`ts
 * double(2);
 * \`\`\`
 * @example It is only checked
 * \`\`\`ts no-eval
 * for (;;) double(2);
 * \`\`\`
 * @example It is left alone
 * \`\`\`ts ignore
 * double(;
 * \`\`\`
 * \`\`\`sh
 * double 2
 * \`\`\`
 */
`;

Deno.test("examplesOf() tells what is run, what is only checked, and where it begins", () => {
  assertEquals(examplesOf(SOURCE), [{ line: 5, isRun: true }, { line: 9, isRun: false }]);
});

Deno.test("examplesOf() finds those of a document as well", () => {
  const document = SOURCE.replaceAll(/^ \* ?/gm, "");
  assertEquals(examplesOf(document), examplesOf(SOURCE));
});
