// A follower, such as a camera on a rail, keeps up with a target that it loses sight of for a while:
// the channel predicts where it is, and how far off that may be, until it is seen again.
//
//   deno run examples/follower.ts
import { channel, poll, ReadoutError, resilient } from "../mod.ts";

const LOST = { from: 20, to: 28 };
const positionM = (look: number): number => 0.015 * look; // 0.3 m/s, when looked at 20 times a second

let looks = 0;
const sight = channel("target", "m", () => {
  looks++;
  if (looks > LOST.from && looks <= LOST.to) {
    throw new ReadoutError("link.failed", "Cannot see the target: something is in the way");
  }
  return positionM(looks) + 0.001 * Math.sin(9 * looks); // a sensor is never quite right
});
const target = resilient(sight, { retry: { max: 0 }, hold: { by: "trend", maxAgeMs: 1_000 } });

let furthestM = 0;
for await (const { value, path, uncertainty = 0 } of poll(target, { periodMs: 50, count: 35 })) {
  if (value === null) break; // nothing is known any more: it stands still
  const isHeld = path === "held";
  if (isHeld) furthestM = Math.max(furthestM, Math.abs(value - positionM(looks)));
  console.log(path, value.toFixed(3), isHeld ? `+- ${uncertainty.toFixed(3)} m` : "m");
}
console.log(`furthest off without seeing it: ${furthestM.toFixed(3)} m`);
