/** A program that measures what others do: it is asked with lines and answers each with one. */
export class Peer implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #questions: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #answers: ReadableStreamDefaultReader<string>;
  #text = "";

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#questions = process.stdin.getWriter();
    this.#answers = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /**
   * Starts a Python program of this folder with Debian's Python.
   *
   * @returns Nothing if it does not start; what it lacks has then been said in a line.
   */
  static startPython(file: string): Promise<Peer | undefined> {
    return Peer.#start("/usr/bin/python3", [new URL(file, import.meta.url).pathname]);
  }

  /**
   * Compiles a C program of this folder into `folder` and starts it; else as `startPython`.
   *
   * @param libraries What it is linked with, such as `modbus`.
   */
  static async startC(
    file: string,
    folder: string,
    libraries: readonly string[] = [],
  ): Promise<Peer | undefined> {
    const source = new URL(file, import.meta.url).pathname;
    const program = `${folder}/${file.replace(/\.c$/, "")}`;
    const compiler = "/usr/bin/gcc";
    try {
      const args = ["-O2", "-o", program, source, ...libraries.map((name) => `-l${name}`)];
      const { success } = await new Deno.Command(compiler, { args }).output();
      if (!success) throw new Error(`Cannot compile ${file}: run '${compiler} ${args.join(" ")}'`);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      console.log("gcc is missing: run 'sudo apt-get install -y gcc libc6-dev'");
      return undefined;
    }
    return await Peer.#start(program, []);
  }

  static async #start(command: string, args: string[]): Promise<Peer | undefined> {
    let process: Deno.ChildProcess;
    try {
      process = new Deno.Command(command, {
        args,
        stdin: "piped",
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      console.log(`${command} is missing: run 'sudo apt-get install -y python3'`);
      return undefined;
    }
    const peer = new Peer(process);
    if (await peer.#line() === "ready") return peer;
    await peer[Symbol.asyncDispose]();
    return undefined;
  }

  /** Its process. */
  get pid(): number {
    return this.#process.pid;
  }

  /** Asks for a measurement; the answer is a list of figures. */
  async ask(...question: readonly (string | number)[]): Promise<readonly number[]> {
    await this.#questions.write(new TextEncoder().encode(`${question.join(" ")}\n`));
    const answer = await this.#line();
    if (answer === undefined) throw new Error(`The peer ended at the question "${question}"`);
    return answer.split(" ").map(Number);
  }

  /** Asks for a measurement that has one figure. */
  async figure(...question: readonly (string | number)[]): Promise<number> {
    const [figure] = await this.ask(...question);
    return figure!;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#questions.close().catch(() => {}); // it may have gone by itself
    await this.#process.status;
  }

  async #line(): Promise<string | undefined> {
    while (!this.#text.includes("\n")) {
      const { value, done } = await this.#answers.read();
      if (done) return undefined;
      this.#text += value;
    }
    const end = this.#text.indexOf("\n");
    const line = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + 1);
    return line;
  }
}
