/**
 * Running a rig: opens its instruments, reads its channels, supervises, and brings it into its safe
 * state in the end. A rig itself is written by `defineRig()` of the front door.
 *
 * @module
 */
export { defineRig } from "./define_rig.ts";
export { runRig, startRig } from "./run_rig.ts";
export type { RunningRig } from "./run/running_rig.ts";
export type { InterlockPlan, Rig } from "./rig.ts";
export type {
  InstrumentBase,
  InstrumentKindPlan,
  InstrumentPlan,
  OpenInstruments,
} from "./instrument_plan.ts";
export type {
  ChannelPlan,
  ChannelPolicies,
  ChannelSource,
  GpsField,
  LimitsPlan,
  ModbusPlace,
  RegisterType,
} from "./channel_plan.ts";
export type { SafeAction, SafeCall, SafeStep, SafeStepBase } from "./safe_step.ts";
export type { RunRigOptions } from "./run_options.ts";
export type { OpenRigTransport } from "./rig_network.ts";
export type { CrashOptions } from "./crash/black_box.ts";
export type { CrashedConfig } from "./crash/crash_report.ts";
export type { CrashDisk } from "./crash/crash_files.ts";
export type { SafeResult, SafeStepResult } from "./safe/safe_sequence.ts";
export type { RigNotice } from "./rig_notice.ts";
export type { RigReport } from "./rig_report.ts";
export { type RigEnd, textOfEnd } from "./rig_end.ts";
export type { RigSink, SinkGap, SinkStats } from "./rig_sink.ts";
export type {
  ChannelHealth,
  InstrumentHealth,
  InterlockHealth,
  PartHealth,
  RigHealth,
  SinkHealth,
} from "./health/rig_health.ts";
export type { ClockStep } from "./health/clock_watch.ts";
export { healthText } from "./health/health_text.ts";
export { textOfNotice } from "./notice_text.ts";
export type { Notifier } from "./notify/notifier.ts";
export {
  openSystemdNotifier,
  type SystemdEnvironment,
  type SystemdVariable,
} from "./notify/systemd_notifier.ts";
export { catchUncaught, type Uncaught } from "./uncaught.ts";
export { makeSafe, type MakeSafeOptions } from "./safe/make_safe.ts";
export { type CheckedRig, checkRig, type CheckRigOptions } from "./config/check_rig.ts";
export { type LoadedRig, loadRig, type LoadRigOptions } from "./config/load_rig.ts";
export { RigError } from "./config/rig_error.ts";
export type { PolledChannel } from "./polled_channel.ts";
export type { RigRemains } from "./config/rig_remains.ts";
export type { RigProblem } from "./config/rig_problem.ts";
export { rigJsonSchema } from "./config/rig_json_schema.ts";
export { simulateRig } from "./simulate/simulate_rig.ts";
export type { SimulateRigOptions, SimulationProgress } from "./simulate/simulate_options.ts";
export type { CheckResult, SimulationReport } from "./simulate/simulation_report.ts";
export type { CheckName, Violation } from "./simulate/check/findings.ts";
export type { ChannelTally } from "./simulate/check/channel_watch.ts";
export type { Grown } from "./simulate/check/growth_watch.ts";
export type { FaultPlan, FaultRate, TimedFaultRate } from "../simulator/fault/fault_plan.ts";
export type {
  ConnectionFaultKind,
  FaultKind,
  ReplyFaultKind,
  TimedFaultKind,
} from "../simulator/fault/fault_kind.ts";
