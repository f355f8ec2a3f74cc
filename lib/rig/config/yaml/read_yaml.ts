import { printable } from "../../../base/printable.ts";
import { textOfThrown } from "../../../base/readout_error.ts";
import { isAlias, isMap, isScalar, isSeq, parseDocument } from "../../../deps/yaml.ts";
import type { Document, Node, Pair, YAMLMap } from "../../../deps/yaml.ts";
import { ProblemList } from "../problem_list.ts";
import { type FieldPath, quoted, RESERVED } from "../rig_problem.ts";
import { FilePlaces } from "./file_places.ts";

/** A rig of 5000 channels has about as many; aliases of aliases have more than fit anywhere. */
const MOST_NODES = 100_000;
/** A rig is five deep. */
const DEEPEST = 20;

/** What a YAML file says, where it says it, and what is wrong with its form. */
export interface YamlFile {
  /** Plain data. */
  readonly data: unknown;
  /** Where its fields are. */
  readonly places: FilePlaces;
  /** What is wrong; `data` is not all there if there is an error. */
  readonly problems: ProblemList;
}

/**
 * Reads YAML 1.2, and so JSON too: into plain data only, whatever tags it has, and never into more
 * than a file of this size can mean.
 *
 * @param text All of the file.
 * @param file What it is called, for its problems.
 */
export function readYaml(text: string, file: string): YamlFile {
  const places = new FilePlaces();
  const problems = new ProblemList(file, places);
  const document = parsed(text, places, problems);
  if (document === undefined || problems.hasErrors) return { data: undefined, places, problems };
  const reader = new NodeReader(places, problems);
  const data = reader.read(document.contents as Node | null, [], 0);
  return { data, places, problems };
}

function parsed(text: string, places: FilePlaces, problems: ProblemList): Document | undefined {
  function refuse(message: string, offset: number): void {
    const isFull = /call stack|stack overflow/i.test(message);
    const why = printable(message.replace(/; please use .*/, ""), 150);
    const is = isFull ? "is nested too deeply" : `cannot be read (${why})`;
    problems.errorAt(places.at(offset), [], { is, expected: "YAML, or JSON, that can be read" });
  }
  try {
    const document = parseDocument(text, {
      lineCounter: places.lines,
      ...{ version: "1.2", schema: "core", merge: false, strict: true },
      uniqueKeys: false, // takes the square of the time; we look for ourselves
      ...{ prettyErrors: false, logLevel: "error" },
    });
    let last = "";
    for (const { message, pos } of [...document.errors, ...document.warnings]) {
      if (message !== last) refuse(message, pos[0]); // one bracket can be missing in several ways
      last = message;
    }
    return document as Document;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    refuse(textOfThrown(error), 0);
    return undefined;
  }
}

/** Makes plain data of the nodes of a file. */
class NodeReader {
  readonly #places: FilePlaces;
  readonly #problems: ProblemList;
  readonly #anchors = new Map<string, Node>();
  #nodes = 0;

  constructor(places: FilePlaces, problems: ProblemList) {
    this.#places = places;
    this.#problems = problems;
  }

  read(node: Node | null, path: FieldPath, depth: number): unknown {
    if (node === null) return null;
    if (++this.#nodes > MOST_NODES || depth > DEEPEST) {
      if (this.#nodes <= MOST_NODES || this.#nodes === MOST_NODES + 1) this.#refuseSize(node, path);
      return undefined;
    }
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target !== undefined) return this.read(target, path, depth + 1);
      const is = `is *${printable(node.source, 40)}`;
      this.#refuse(node, path, is, "the alias of something that is written before it");
      return undefined;
    }
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isMap(node)) return this.#fields(node, path, depth);
    if (isSeq(node)) {
      return (node.items as (Node | null)[]).map((item, at) => this.#child(item, path, at, depth));
    }
    if (!isScalar(node)) return undefined;
    const { value, source = "" } = node;
    if (typeof value === "number" && node.type === "PLAIN" && /^[-+]?0\d/.test(source)) {
      const is = `is ${printable(source, 40)} without quotes, which is the number ${value}`;
      this.#refuse(node, path, is, `between quotes, or written without zeros in front`);
    }
    return value;
  }

  #fields(node: YAMLMap, path: FieldPath, depth: number): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const { key, value } = pair;
      const name = isScalar(key) && key.value !== null
        ? key.source ?? String(key.value)
        : undefined;
      if (name === undefined || RESERVED.includes(name)) {
        const is = name === undefined
          ? "has something else for a name"
          : `has the name ${quoted(name)}`;
        this.#refuse(
          key ?? node,
          path,
          is,
          "given names that are texts, and none of JavaScript's own",
        );
        continue;
      }
      if (name === "<<" && isScalar(key) && key.type === "PLAIN") {
        const expected = "written out: merging is not in YAML 1.2";
        this.#refuse(key, path, "merges with <<", expected);
        continue;
      }
      const own = [...path, name];
      if (Object.hasOwn(fields, name)) {
        this.#refuse(key, own, "is written a second time", "written once");
        continue;
      }
      const start = key.range?.[0] ?? 0;
      this.#places.set(own, start, value?.range?.[0] ?? start);
      fields[name] = this.read(value, own, depth + 1);
    }
    return fields;
  }

  #child(item: Node | null, path: FieldPath, at: number, depth: number): unknown {
    const start = item?.range?.[0] ?? 0;
    this.#places.set([...path, at], start, start);
    return this.read(item, [...path, at], depth + 1);
  }

  #refuse(node: Node, path: FieldPath, is: string, expected: string): void {
    const place = this.#places.at(node.range?.[0] ?? 0);
    this.#problems.errorAt(place, path, { is, expected });
  }

  #refuseSize(node: Node, path: FieldPath): void {
    const expected = `a file of at most ${MOST_NODES} values that are at most ${DEEPEST} deep`;
    this.#refuse(node, path.slice(0, 6), "is more than a rig can be", expected);
  }
}
