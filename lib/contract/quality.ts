/** How far a reading can be trusted, after OPC UA Part 4, clause 7.38. */
export type Status = "good" | "uncertain" | "bad";

/**
 * Why a good reading is good.
 *
 * - `ok`: fresh and in range
 * - `local-override`: an operator forced it
 * - `sub-normal-ok`: a redundant set, enough of its sources but not all
 * - `overload`: sampled more slowly than asked
 */
export type GoodReason = "ok" | "local-override" | "sub-normal-ok" | "overload";

/**
 * Why a reading has a value that must be used with care.
 *
 * - `initial`: a configured start value, nothing read yet
 * - `held`: contact lost, last value repeated or predicted within limits
 * - `stale`: the producer stopped updating
 * - `substituted`: replaced by a set value or another source
 * - `at-limit`: at the sensor's limit
 * - `out-of-range`: outside the engineering range
 * - `sub-normal`: too few good sources
 * - `implausible`: fails a rate, limit, stuck or read-twice check
 * - `maintenance`: works, but service or calibration is due
 */
export type UncertainReason =
  | "initial"
  | "held"
  | "stale"
  | "substituted"
  | "at-limit"
  | "out-of-range"
  | "sub-normal"
  | "implausible"
  | "maintenance";

/**
 * Why a reading has no value.
 *
 * - `comm-fail`: no answer in time, or no contact
 * - `protocol`: an answer that does not fit the protocol
 * - `device-fail`: the device says that it failed
 * - `sensor-fail`: the sensor says, or shows, that it does not measure
 * - `not-connected`: what should be read does not exist here
 * - `config`: set up wrongly, a missing permission included
 * - `disabled`: switched off, or the read was stopped by its caller
 */
export type BadReason =
  | "comm-fail"
  | "protocol"
  | "device-fail"
  | "sensor-fail"
  | "not-connected"
  | "config"
  | "disabled";

/** The closed list of reasons; each belongs to exactly one {@linkcode Status}. */
export type Reason = GoodReason | UncertainReason | BadReason;
