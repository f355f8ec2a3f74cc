import { RigError } from "../../../../lib/rig/config/rig_error.ts";
import { assert, assertEquals } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { judgeYaml } from "./judge_yaml.ts";
import { VESSEL_YAML } from "./vessel_yaml.ts";

const LONGEST_LINE = 1_000;
const MOST_PROBLEMS = 201;

/** Fails unless the text is a rig, or is refused in a bounded number of bounded lines. */
function judge(text: string): void {
  try {
    judgeYaml(text);
  } catch (error) {
    assert(error instanceof RigError, String(error));
    assert(error.problems.length > 0 && error.problems.length <= MOST_PROBLEMS);
    assert(error.problems.some(({ severity }) => severity === "error"));
    const lines = error.message.split("\n");
    assertEquals(lines.length, error.problems.length);
    for (const line of lines) assert(line.length <= LONGEST_LINE, line);
  }
}

Deno.test("the rig that is mutated below is right, and without a warning", () => {
  assertEquals(judgeYaml(VESSEL_YAML).warnings, []);
});

Deno.test("a rig that was mutated is refused by a RigError, or is a rig", () => {
  const tokens = [
    ...["", " ", "  ", "\n", "\t", ":", ": ", "-", "- ", "[", "]", "{", "}", ",", "#", '"', "'"],
    ...["&a", "*a", "!!int ", "!!js/function ", "|", ">", "<<: ", "? ", "%", "@", "`", "---\n"],
    ...[
      "null",
      "~",
      "true",
      "-1",
      "0",
      "1e999",
      ".nan",
      "0x10",
      "00012",
      "__proto__",
      "\0",
      "\x1b",
    ],
    ...["\ud800", "\u202e", "name", "instrument", "channels", "host: cpu", "5s", "40001"],
  ];
  const edit = fc.record({
    at: fc.nat(VESSEL_YAML.length),
    removed: fc.oneof(fc.nat(3), fc.nat(200)),
    inserted: fc.oneof(fc.constantFrom(...tokens), fc.string({ unit: "binary", maxLength: 10 })),
  });
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(edits, (edits) => {
      let text = VESSEL_YAML;
      for (const { at, removed, inserted } of edits) {
        text = text.slice(0, at) + inserted + text.slice(at + removed);
      }
      judge(text);
    }),
    { numRuns: 500 },
  );
});

Deno.test("any data where a rig should be is refused by a RigError, or is a rig", () => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("cpu", "dmm", 5, -1, "5s"));
  const paths = fieldsOf(judgeYaml(VESSEL_YAML).rig);
  fc.assert(
    fc.property(fc.constantFrom(...paths), value, (path, value) => {
      const rig = structuredClone(judgeYaml(VESSEL_YAML).rig) as unknown as Fields;
      const parent = path.slice(0, -1).reduce<Fields>((it, key) => it[key] as Fields, rig);
      parent[path.at(-1)!] = value;
      judge(JSON.stringify(rig));
    }),
    { numRuns: 500 },
  );
});

interface Fields {
  [key: string]: unknown;
}

/** The paths of all fields, however deep. */
function fieldsOf(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    [key],
    ...fieldsOf(child).map((path) => [key, ...path]),
  ]);
}

for (
  const [what, piece] of [
    ["brackets", "["],
    ["groups in groups", "{a: "],
    ["lists in lists", "- "],
    ["keys of keys", "? "],
    ["aliases", "*a "],
    ["anchors", "&a "],
    ["tags", "!!x "],
    ["colons", "a:\n"],
    ["documents", "---\n"],
    ["control characters", "\0\x01"],
    ["blank lines", "\r\n"],
  ] as const
) {
  Deno.test(`a file of nothing but ${what} is refused, and comes to an end`, () => {
    judge(piece.repeat(64 * 1_024 / piece.length));
  });
}

Deno.test("thousands of wrong channels are refused in a bounded number of lines", () => {
  const channels = Array.from({ length: 5_000 }, (_, at) => {
    return `  c${at}: { host: cpuu, backup: d${at}, evryMs: 5 }\n`;
  });
  judge(`name: r\nchannels:\n${channels.join("")}`);
});

Deno.test("thousands of channels with backups of backups are a rig", () => {
  const channels = Array.from({ length: 5_000 }, (_, at) => {
    return `  c${at}: { host: cpu, backup: c${at + 1} }\n`;
  });
  judgeYaml(`name: r\nchannels:\n${channels.join("")}  c5000: { host: cpu }\n`);
});
