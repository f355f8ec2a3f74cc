// Reads this computer's channels of the given names, and prints what came of it as JSON.
import { openHost } from "../../../../lib/source/host/open_host.ts";

using host = openHost();
const channels = host.channels().filter(({ name }) => Deno.args.includes(name));
const results = await Promise.all(channels.map(async (channel) => {
  const reading = await channel.tryRead();
  const { status } = reading;
  const fault = status === "bad" ? reading.fault : undefined;
  return [channel.name, { status, via: channel.via, code: fault?.code, message: fault?.message }];
}));
console.log(JSON.stringify(Object.fromEntries(results)));
