import plugin from "./lint_plugin.ts";

/** What one rule of the plugin says about a source text in place of the file `path`. */
export function lintWith(rule: string, path: string, source: string): string[] {
  const only = { name: plugin.name, rules: { [rule]: plugin.rules[rule]! } };
  return Deno.lint.runPlugin(only, path, source).map(({ message }) => message);
}
