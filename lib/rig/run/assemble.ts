import type { Clock } from "../../contract/clock.ts";
import type { Fault } from "../../contract/fault.ts";
import type { Reading } from "../../contract/reading.ts";
import { printable } from "../../base/printable.ts";
import { textOfThrown, toFault } from "../../base/readout_error.ts";
import { seededRandom } from "../../base/seeded_random.ts";
import { checkGrid } from "../../acquisition/grid.ts";
import type { Alarm } from "../../policy/limits/alarm.ts";
import { buildRig, type RigParts, wrongRig } from "../build/build_rig.ts";
import { makeInstruments } from "../build/made_instrument.ts";
import type { InterlockChange } from "../health/interlock_watch.ts";
import type { Rig } from "../rig.ts";
import type { RigEnd } from "../rig_end.ts";
import type { RigNotice } from "../rig_notice.ts";
import type { RunRigOptions } from "../run_options.ts";
import { SafeSequence } from "../safe/safe_sequence.ts";
import { safeTasks } from "../safe/safe_tasks.ts";
import { SinkPump } from "../sink/sink_pump.ts";
import { Liveness } from "../supervise/liveness.ts";
import { InstrumentSet } from "./instrument_set.ts";
import { ReadingDesk } from "./reading_desk.ts";
import { SignOfLife } from "./sign_of_life.ts";

/** Whom the parts of a rig tell what. None of these throws. */
export interface RigHooks {
  readonly onReading: (reading: Reading<unknown>) => void;
  readonly onNotice: (notice: RigNotice) => void;
  readonly onAlarm: (alarms: readonly Alarm[]) => void;
  /** Something begins, or ceases, to work. */
  readonly onChange: () => void;
  /** The rig has to end. */
  readonly onEnd: (end: RigEnd) => void;
}

/** All that a running rig consists of. */
export interface Assembly {
  readonly parts: RigParts;
  readonly instruments: InstrumentSet;
  readonly desk: ReadingDesk;
  readonly pumps: readonly SinkPump[];
  readonly safe: SafeSequence;
  readonly life: SignOfLife;
}

/**
 * Puts a rig together. Sinks and signs of life begin; nothing else does.
 *
 * @param ending Aborts when the rig ends: from then on it is made safe.
 * @throws {TypeError} If it cannot be run, with everything that is wrong.
 */
export function assemble(
  rig: Rig,
  options: RunRigOptions,
  clock: Clock,
  hooks: RigHooks,
  ending: AbortSignal,
): Assembly {
  const { random = seededRandom(clock.wallMs()), openTransport } = options;
  const network = { clock, random, openTransport };
  const { sinks = [], notifier, selfEveryMs } = options;
  const { onReading, onNotice, onAlarm, onChange, onEnd } = hooks;
  const { parts, problems } = buildRig(rig, {
    ...{ ...network, onNotice, onAlarm },
    isMakingSafe: () => ending.aborted,
    onFatal: (channel, error) => onEnd({ kind: "critical", channel, fault: toFault(error) }),
    onInterlock: ({ name: interlock, then, why }: InterlockChange) => {
      if (why !== undefined && then === "safe") onEnd({ kind: "interlock", interlock, why });
    },
  });
  const wrong = [...problems];
  const attempt = <T>(where: string, make: () => T): T[] => {
    try {
      return [make()];
    } catch (error) {
      wrong.push({ where: printable(where, 200), what: textOfThrown(error) });
      return [];
    }
  };
  const liveness = new Liveness(clock);
  const common = { clock, liveness, onChange };
  const onCoreFault = (part: string, fault: Fault): void => onEnd({ kind: "core", part, fault });
  const pumps = sinks.flatMap((sink, at) => {
    return attempt(`sinks[${at}] (${sink.name})`, () => {
      if (sinks.slice(0, at).every(({ name }) => name !== sink.name)) {
        return new SinkPump(sink, { ...common, onCoreFault });
      }
      throw new TypeError("another sink has that name");
    });
  });
  if (selfEveryMs !== undefined) {
    attempt("selfEveryMs", () => checkGrid(clock, { periodMs: selfEveryMs }));
  }
  if (wrong.length > 0) {
    parts.host?.[Symbol.dispose]();
    throw wrongRig(rig.name, wrong);
  }
  const instruments = new InstrumentSet(parts.instruments, rig.instruments ?? {}, {
    ...common,
    onStartFault: (instrument, fault) => onEnd({ kind: "start", instrument, fault }),
    makeAnew: (plans) => {
      return makeInstruments(plans, { ...network, isMakingSafe: () => true }, () => {});
    },
  });
  const tasks = safeTasks(rig.safe ?? [], () => instruments.all(), clock);
  const safe = new SafeSequence(tasks, { clock, timeoutMs: rig.safeTimeoutMs });
  const desk = new ReadingDesk({ ...common, parts, pumps, onReading, onNotice });
  const life = new SignOfLife(notifier, clock, liveness);
  return { parts, instruments, desk, pumps, safe, life };
}
