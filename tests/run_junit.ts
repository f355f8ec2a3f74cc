/** One test of a JUnit report, as `deno test --junit-path` writes it; a test's steps are tests too. */
export interface ReportedTest {
  /** `./tests/lib/base/delay_test.ts > delay() resolves after its time`. */
  readonly name: string;
  readonly result: "passed" | "failed" | "ignored";
}

/** The tests of a JUnit report. */
export function testsOfJunit(xml: string): ReportedTest[] {
  const cases = xml.matchAll(/<testcase\s([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs);
  return [...cases].map(([, attributes = "", body = ""]) => {
    const [name, file] = ["name", "classname"].map((key) => attribute(attributes, key));
    return {
      name: `${file} > ${name}`,
      result: /<(failure|error)\b/.test(body)
        ? "failed"
        : /<skipped\b/.test(body)
        ? "ignored"
        : "passed",
    };
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

function attribute(attributes: string, key: string): string {
  const text = new RegExp(`(?:^|\\s)${key}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
}
