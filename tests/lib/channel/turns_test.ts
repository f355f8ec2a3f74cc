import { assertEquals } from "../../deps/assert.ts";
import { Attempt } from "../../../lib/channel/attempt.ts";
import { Turns } from "../../../lib/channel/turns.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

/** Counts the attempts that its turns let go of. */
class CountingTurns extends Turns {
  held = 0;
  override start(attempt: Attempt<unknown>): void {
    this.held++;
    super.start(attempt);
  }
  override leave(attempt: object): void {
    this.held--;
    super.leave(attempt);
  }
}

class Hung extends Attempt<void> {
  readonly verb = "read";
  protected override exchange(): Promise<void> {
    return new Promise(() => {});
  }
  protected override done(): void {}
  protected override failed(): void {}
}

Deno.test("Turns lets go of every attempt that gave up, though the first never ends", async () => {
  const clock = new VirtualClock();
  const turns = new CountingTurns("hung", clock, 0);
  for (let attempt = 0; attempt < 100; attempt++) turns.start(new Hung(turns, 10, undefined));
  assertEquals(turns.held, 100);
  await clock.advance(10);
  assertEquals([turns.held, clock.pendingTimers], [0, 0]);
});
