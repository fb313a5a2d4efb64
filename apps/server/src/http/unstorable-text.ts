/** Where a text stands that PostgreSQL cannot keep: one with NUL, or with half of a surrogate pair. Null: nowhere. */
export function findUnstorableText(value: unknown): (string | number)[] | null {
  const pending: { value: unknown; path: (string | number)[] }[] = [{ value, path: [] }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { value: current, path } = place;
    if (typeof current === 'string') {
      if (!isStorable(current)) return path;
    } else if (Array.isArray(current)) {
      for (const [index, item] of current.entries()) pending.push({ value: item, path: [...path, index] });
    } else if (typeof current === 'object' && current !== null) {
      for (const [name, member] of Object.entries(current)) {
        if (!isStorable(name)) return path;
        pending.push({ value: member, path: [...path, name] });
      }
    }
  }
  return null;
}

function isStorable(text: string): boolean {
  // With the u flag a pair is one character, so only a lone half matches.
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
