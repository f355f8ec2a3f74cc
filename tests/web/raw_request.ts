/**
 * Sends bytes to a port of this computer, and returns all that comes back until the other end
 * closes.
 *
 * @param port Where to.
 * @param request What to send, one byte for each character.
 */
export async function rawRequest(port: number, request: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(Uint8Array.from(request, (character) => character.charCodeAt(0)));
  return await new Response(connection.readable).text();
}
