import { LIMITS } from '@jackfield/connector';

/** The name itself, or `Orders 2`, `Orders 3` … where it is taken; cut where it would be too long. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`;
    // By characters, so that no emoji is cut in half.
    const room = LIMITS.nameCharsMax - suffix.length;
    let cut = '';
    for (const character of name) {
      if (cut.length + character.length > room) break;
      cut += character;
    }
    const candidate = `${cut.trimEnd()}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
}
