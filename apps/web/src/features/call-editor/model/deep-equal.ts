/** Equality of plain JSON values; a member that is `undefined` counts as absent, as it does once saved. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => deepEqual(item, right[index]));
  }
  const [leftMembers, rightMembers] = [membersOf(left), membersOf(right)];
  if (leftMembers.size !== rightMembers.size) return false;
  return [...leftMembers].every(([key, value]) => rightMembers.has(key) && deepEqual(value, rightMembers.get(key)));
}

function membersOf(value: object): Map<string, unknown> {
  return new Map(Object.entries(value).filter(([, member]) => member !== undefined));
}
