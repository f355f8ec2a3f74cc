import { judgeRig } from "../../../../lib/rig/config/judge_rig.ts";
import type { CheckedRig } from "../../../../lib/rig/config/checked_rig.ts";
import { RigError } from "../../../../lib/rig/config/rig_error.ts";
import { readYaml } from "../../../../lib/rig/config/yaml/read_yaml.ts";

/** What `loadRig()` does with a file of this text. */
export function judgeYaml(text: string): CheckedRig {
  const { data, problems } = readYaml(text, "rig.yaml");
  if (data === undefined) throw new RigError(problems.sorted());
  return judgeRig(data, problems, 10);
}
