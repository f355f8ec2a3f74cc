import { assertEquals, assertStringIncludes } from "./deps/assert.ts";
import { testsOfJunit } from "./run_junit.ts";
import { countTests } from "./run_tests.ts";

const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="4" failures="1" errors="1" time="0.009">
    <testsuite name="./a_test.ts" tests="4" disabled="1" errors="1" failures="1">
        <testcase name="passes" classname="./a_test.ts" time="0.000" line="1" col="6">
        </testcase>
        <testcase name="fails &lt;&amp;&gt;" classname="./a_test.ts" time="0.001" line="2" col="6">
            <failure message="Uncaught Error: x">Error: &lt;skipped/&gt;</failure>
        </testcase>
        <testcase name="is ignored" classname="./a_test.ts" time="0.000" line="3" col="11">
            <skipped/>
        </testcase>
        <testcase name="is cancelled" classname="./a_test.ts" time="0.000" line="1" col="6">
            <error message="Cancelled"/>
        </testcase>
    </testsuite>
</testsuites>
`;

Deno.test("testsOfJunit() tells what came of each test", () => {
  assertEquals(testsOfJunit(REPORT), [
    { name: "./a_test.ts > passes", result: "passed" },
    { name: "./a_test.ts > fails <&>", result: "failed" },
    { name: "./a_test.ts > is ignored", result: "ignored" },
    { name: "./a_test.ts > is cancelled", result: "failed" },
  ]);
});

Deno.test("countTests() counts an ignored test as failed, and names it", () => {
  const { passed, failed, skipped, output } = countTests(REPORT, false, "");
  assertEquals({ passed, failed, skipped }, { passed: 1, failed: 3, skipped: 0 });
  assertStringIncludes(output, "./a_test.ts > is ignored");
});

Deno.test("countTests() leaves out what was left out on purpose, but not if it fails", () => {
  const { passed, failed, skipped } = countTests(REPORT, false, "", () => true);
  assertEquals({ passed, failed, skipped }, { passed: 1, failed: 2, skipped: 0 });
});

Deno.test("countTests() counts a run that fails without a failed test", () => {
  const report = `<testcase name="passes" classname="./a_test.ts"></testcase>`;
  assertEquals(countTests(report, false, "").failed, 1);
  assertEquals(countTests(report, true, "").failed, 0);
});

Deno.test("countTests() counts a file that breaks outside of its tests, once", () => {
  const report = `<testcase name="passes" classname="./a_test.ts"></testcase>`;
  const output = "./b_test.ts (uncaught error)\nerror: x\n\n./b_test.ts (uncaught error)\n" +
    "./c_test.ts (uncaught error)\n";
  assertEquals(countTests(report, false, output).failed, 2);
});

Deno.test("countTests() fails where not one test has run", () => {
  assertEquals(countTests("", true, "").failed, 1);
});
