/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import { type ComponentType, type JSX, options, type VNode } from "../../lib/deps/preact.ts";
import { renderToString } from "../../lib/deps/preact_render_to_string.ts";
import type { Context, Page } from "./define.ts";

/** Components that come to life in the browser, by name. Their props are plain data. */
// deno-lint-ignore no-explicit-any
export type Islands = Readonly<Record<string, ComponentType<any>>>;

/** Renders a page in its frame. Each island is marked with its name and its props. */
export function renderPage<State>(
  Frame: Page<State>,
  Content: Page<State>,
  ctx: Context<State>,
  islands: Islands,
  scriptPath: string,
): string {
  const Component = (): JSX.Element => <Content {...ctx} Component={() => null} />;
  const html = markingIslands(
    islands,
    () => renderToString(<Frame {...ctx} Component={Component} />),
  );
  const script = `<script type="module" src="${scriptPath}"></script>`;
  return "<!DOCTYPE html>" + html.replace("</head>", () => script + "</head>");
}

/** Preact shows each element to `options.vnode`: ours is there only while `render` runs. */
function markingIslands(islands: Islands, render: () => string): string {
  const names = new Map(Object.entries(islands).map(([name, island]) => [island, name]));
  const before = options.vnode;
  let inMark = false; // the element being made is the island itself
  function Mark({ Island, name, props }: {
    Island: ComponentType;
    name: string;
    props: VNode["props"];
  }): JSX.Element {
    inMark = true;
    const island = <Island {...props} />;
    inMark = false;
    return <div data-island={name} data-props={JSON.stringify(props)}>{island}</div>;
  }
  options.vnode = (vnode: VNode) => {
    const Island = vnode.type as ComponentType;
    const name = names.get(Island);
    if (name !== undefined && !inMark) {
      Object.assign(vnode, { type: Mark, props: { Island, name, props: vnode.props } });
    }
    before?.(vnode);
  };
  try {
    return render();
  } finally {
    if (before === undefined) delete options.vnode;
    else options.vnode = before;
  }
}
