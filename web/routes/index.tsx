/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import { define } from "../define.ts";
import Monitor from "../islands/Monitor.tsx";

/** The page: one island that plots and lists all channels. */
export default define.page(({ state }) => <Monitor {...state.monitor} />);
