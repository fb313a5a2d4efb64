import { LIMITS } from '@jackfield/connector';

/** `{"inputs": {…}}` itself. */
const LEVELS_AROUND = 2;
/** Objects with more take long to build, and nothing else could run meanwhile. */
const KEYS_PER_OBJECT_MAX = 100_000;

/**
 * What is too much to be taken in, told before anything is built of it: depth, or keys in one object. Null: nothing.
 * What is no JSON is left for the parser to refuse.
 */
export function findExcess(bytes: Uint8Array): string | null {
  const levelsMax = LIMITS.jsonDepthMax + LEVELS_AROUND;
  if (bytes.length <= levelsMax) return null;
  const keys: number[] = [];
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte === 0x22) index = endOfString(bytes, index);
    else if (byte === 0x7b || byte === 0x5b) {
      if (keys.push(0) > levelsMax) return `The inputs are nested deeper than ${LIMITS.jsonDepthMax} levels.`;
    } else if (byte === 0x7d || byte === 0x5d) keys.pop();
    else if (byte === 0x3a) {
      const count = (keys[keys.length - 1] ?? 0) + 1;
      if (count > KEYS_PER_OBJECT_MAX) return `An object has more than ${KEYS_PER_OBJECT_MAX} keys.`;
      keys[keys.length - 1] = count;
    }
  }
  return null;
}

/** Where the string that begins at `start` ends. */
function endOfString(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== 0x22) index += bytes[index] === 0x5c ? 2 : 1;
  return index;
}
