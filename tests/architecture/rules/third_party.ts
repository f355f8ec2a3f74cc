import { importVisitor } from "../import_visitor.ts";
import { DEPS } from "../layers.ts";
import { isRelative, projectPath } from "../project_path.ts";

const EXACT = /^npm:(@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+(-[\w.]+)?(\/.*)?$/;
const PRAGMA = /@jsxImportSource\s+(\S+)/;
const TYPES = /@(?:ts|deno)-types\s*=\s*["'](.+?)["']/;

/**
 * Only `lib/deps/` and `tests/deps/` name third-party packages and `node:` modules, with the exact
 * version. The one other place is the JSX pragma, which every `.tsx` file has: a remote module does
 * not see our `deno.json`.
 */
export const thirdParty: Deno.lint.Rule = {
  create(ctx) {
    const path = projectPath(ctx.filename);
    const isDeps = DEPS.some((folder) => path.startsWith(folder));

    function check(specifier: string, place: { node: Deno.lint.Node } | Pick<Comment, "range">) {
      if (isRelative(specifier)) return;
      if (!isDeps) {
        const message = `Cannot import "${specifier}" here: only ${DEPS.join(" and ")} name ` +
          `third-party packages and node: modules; import the file there`;
        ctx.report({ ...place, message });
      } else if (!specifier.startsWith("node:") && !EXACT.test(specifier)) {
        const message = `Cannot import "${specifier}": a package is named in full with its exact ` +
          `version, such as "npm:name@1.2.3/file.js"`;
        ctx.report({ ...place, message });
      }
    }

    return {
      ...importVisitor(({ specifier, node }) => check(specifier, { node })),
      Program(node) {
        const comments = ctx.sourceCode.getAllComments();
        for (const comment of comments) {
          const types = TYPES.exec(comment.value)?.[1];
          if (types !== undefined) check(types, { range: comment.range });
        }
        if (!path.endsWith(".tsx")) return;
        const pragma = comments.map((it) => PRAGMA.exec(it.value)?.[1]).find((it) => it);
        if (pragma !== undefined && EXACT.test(pragma)) return;
        const message = `Cannot use JSX here: ${
          pragma === undefined ? "the file has no pragma" : `"${pragma}" is not an exact version`
        }; begin it with /** @jsxImportSource npm:preact@x.y.z */`;
        ctx.report({ range: [node.range[0], node.range[0]], message });
      },
    };
  },
};

type Comment = Deno.lint.LineComment | Deno.lint.BlockComment;
