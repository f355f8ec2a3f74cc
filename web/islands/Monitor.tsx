/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import type { JSX } from "../../lib/deps/preact.ts";
import { systemClock } from "../../lib/base/system_clock.ts";
import { useEffect, useMemo } from "../../lib/deps/preact.ts";
import { PageModel } from "../browser/page_model.ts";
import { titleOf } from "../browser/rig_words.ts";
import { Controls } from "../components/controls.tsx";
import { Header } from "../components/header.tsx";
import { Legend } from "../components/legend.tsx";
import { Plot } from "../components/plot.tsx";
import { RigCard } from "../components/rig_card.tsx";
import { ReadingTable } from "../components/reading_table.tsx";
import type { WireChannel } from "../wire.ts";

/** What the monitor shows. */
export interface MonitorProps {
  /** Where the live data is, such as `"/live"`. */
  readonly src: string;
  /** The channels, as far as they are known: they are there before the first reading. */
  readonly channels: readonly WireChannel[];
  /** The spacing of the polling grid in ms. */
  readonly periodMs: number;
  /** How far back the history goes, in ms. */
  readonly historyMs: number;
}

/** Plots and lists channels, from the recent history on. */
export default function Monitor({ src, ...setup }: MonitorProps): JSX.Element {
  const model = useMemo(() => {
    return new PageModel(src, setup, { clock: systemClock, onFrame });
  }, [src]);
  useEffect(() => model.start(), [model]);
  const title = titleOf(model.rig.value);
  useEffect(() => void (document.title = title), [title]);
  return (
    <div class="monitor">
      <Header model={model} />
      <main>
        <RigCard model={model} />
        <section class="card" aria-label="Plot">
          <Controls model={model} />
          <Plot model={model} />
          <Legend model={model} />
        </section>
        <section class="card" aria-label="Readings">
          <ReadingTable model={model} />
        </section>
      </main>
    </div>
  );
}

function onFrame(callback: () => void): void {
  requestAnimationFrame(callback);
}
