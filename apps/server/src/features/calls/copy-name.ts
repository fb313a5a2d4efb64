import { LIMITS } from '@jackfield/connector';

/** `Copy of Orders`, or `Copy of Orders 2` … where that is taken; cut where it would be too long. */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`;
    // By characters, so that no emoji is cut in half.
    const room = LIMITS.nameCharsMax - suffix.length;
    let copy = '';
    for (const character of `${COPY_PREFIX}${name}`) {
      if (copy.length + character.length > room) break;
      copy += character;
    }
    const candidate = `${copy.trimEnd()}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
}

export const COPY_PREFIX = 'Copy of ';
