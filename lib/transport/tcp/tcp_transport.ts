import { ConnectionTransport } from "../connection_transport.ts";

/**
 * One end of a TCP connection, which it owns from here on.
 *
 * Small writes are sent at once (no Nagle). Keep-alive is on, after the system's own time, which is
 * two hours on Linux and which Deno cannot set; a question without an answer notices sooner.
 */
export class TcpTransport extends ConnectionTransport {
  /**
   * Takes a connection over, and starts to receive.
   *
   * @param label A name for logs and errors.
   * @param connection What nobody else uses any more.
   */
  constructor(label: string, connection: Deno.TcpConn) {
    connection.setNoDelay(true);
    connection.setKeepAlive(true);
    super(label, connection);
  }
}
