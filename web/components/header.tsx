/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import type { JSX } from "../../lib/deps/preact.ts";
import type { Dropped, PageModel } from "../browser/page_model.ts";

/** The name of the page, how it stands with the server, and what was lost on the way. */
export function Header({ model }: { model: PageModel }): JSX.Element {
  const { state, text } = connectionOf(model);
  const dropped = droppedText(model.dropped.value);
  return (
    <header>
      <h1>Readout</h1>
      <p class="dropped" role="status">{dropped}</p>
      <p class={`connection ${state}`} role="status">{text}</p>
    </header>
  );
}

function connectionOf(model: PageModel): { readonly state: string; readonly text: string } {
  const connection = model.connection.value;
  if (connection === "connecting") return { state: "waiting", text: "Connecting" };
  if (connection === "lost") return { state: "lost", text: "Connection lost, trying again" };
  return model.silent.value
    ? { state: "waiting", text: "Connected, no readings" }
    : { state: "live", text: "Live" };
}

function droppedText({ count, unknown }: Dropped): string {
  if (count === 0) return unknown ? "Some readings did not arrive" : "";
  const more = unknown ? " and more" : "";
  return `${count}${more} ${count === 1 && !unknown ? "reading" : "readings"} did not arrive`;
}
