/**
 * The first byte that no JSON text (in strict UTF-8) can have after those before it, told by `JSON.parse` alone; the
 * length when only the end comes too early, null when nothing is wrong. Of what begins well, every beginning begins
 * well, so it can be searched by halves.
 */
export function findJsonFault(bytes: Uint8Array): number | null {
  if (isJson(bytes)) return null;
  let viable = 0;
  let faulty = bytes.length + 1;
  while (faulty - viable > 1) {
    const middle = (viable + faulty) >> 1;
    if (canGoOn(bytes.subarray(0, middle))) viable = middle;
    else faulty = middle;
  }
  return viable;
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Whether something could follow that makes it JSON: it is JSON, or the reader only complains of the end. */
function canGoOn(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text: string;
  try {
    text = decoder.decode(bytes, { stream: true });
  } catch {
    return false;
  }
  // Half a character at the end is right where any character beyond ASCII would be.
  if (new TextEncoder().encode(text).length < bytes.length) text += 'é';
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    return position === undefined ? message.includes('Unexpected end') : Number(position) >= text.length;
  }
}
