/**
 * Makes `\n` of the three line ends of server-sent events (CRLF, LF, CR), chunk by chunk. A CR is one at once, so that
 * an event is not kept waiting for what may never come; an LF right behind it is then part of it.
 */
export class LineEnds {
  #isAfterCr = false;

  push(text: string): string {
    if (text === '') return text;
    const rest = this.#isAfterCr && text.startsWith('\n') ? text.slice(1) : text;
    this.#isAfterCr = text.endsWith('\r');
    return rest.includes('\r') ? rest.replaceAll(/\r\n?/g, '\n') : rest;
  }
}
