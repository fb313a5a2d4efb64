import type { FieldChoice, FieldChoices, ShapeField } from '@jackfield/shape';

/** A line of the Structured view as it is drawn, with what the builder chose laid over what was found. */
export interface FieldLine {
  field: ShapeField;
  hasChildren: boolean;
  isOpen: boolean;
  /** A parent was left out, so this is out whatever it says itself. */
  isOutByParent: boolean;
}

export function withChoice(field: ShapeField, choice: FieldChoice | undefined): ShapeField {
  if (choice === undefined) return field;
  return {
    ...field,
    type: choice.type ?? field.type,
    itemType: choice.itemType ?? field.itemType,
    isIncluded: choice.isIncluded ?? field.isIncluded,
    isOptional: choice.isOptional ?? field.isOptional,
    isNullable: choice.isNullable ?? field.isNullable,
  };
}

/** The lines in view: children of closed fields are left out. The list is depth first, as the server sends it. */
export function fieldLines(
  fields: readonly ShapeField[],
  choices: FieldChoices,
  closed: ReadonlySet<string>,
): FieldLine[] {
  const lines: FieldLine[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  let outBelow = Number.POSITIVE_INFINITY;
  fields.forEach((found, index) => {
    if (found.depth > hiddenBelow) return;
    hiddenBelow = Number.POSITIVE_INFINITY;
    if (found.depth <= outBelow) outBelow = Number.POSITIVE_INFINITY;
    const field = withChoice(found, choices[found.pointer]);
    const next = fields[index + 1];
    const hasChildren = next !== undefined && next.depth > found.depth;
    const isOpen = hasChildren && !closed.has(found.pointer);
    lines.push({ field, hasChildren, isOpen, isOutByParent: outBelow !== Number.POSITIVE_INFINITY });
    if (hasChildren && !isOpen) hiddenBelow = found.depth;
    if (!field.isIncluded && outBelow === Number.POSITIVE_INFINITY) outBelow = found.depth;
  });
  return lines;
}

/** How many fields are in use. */
export function countUsed(fields: readonly ShapeField[], choices: FieldChoices): number {
  const lines = fieldLines(fields, choices, new Set());
  return lines.filter(({ field, isOutByParent }) => field.isIncluded && !isOutByParent).length;
}

/** Adds to the choices what differs from what was found; a choice that is back at what was found is dropped. */
export function choose(choices: FieldChoices, found: ShapeField, change: FieldChoice): FieldChoices {
  const merged = { ...choices[found.pointer], ...change };
  const kept: FieldChoice = {};
  if (merged.isOpened !== undefined) kept.isOpened = merged.isOpened;
  // What is opened or closed is of another type, so the one that was chosen before does not hold.
  if (change.isOpened !== undefined) {
    delete merged.type;
    delete merged.itemType;
  }
  if (merged.type !== undefined && merged.type !== found.type) kept.type = merged.type;
  if (merged.itemType !== undefined && merged.itemType !== found.itemType) kept.itemType = merged.itemType;
  if (merged.isIncluded !== undefined && merged.isIncluded !== found.isIncluded) kept.isIncluded = merged.isIncluded;
  if (merged.isOptional !== undefined && merged.isOptional !== found.isOptional) kept.isOptional = merged.isOptional;
  if (merged.isNullable !== undefined && merged.isNullable !== found.isNullable) kept.isNullable = merged.isNullable;
  const { [found.pointer]: _, ...others } = choices;
  return Object.keys(kept).length === 0 ? others : { ...others, [found.pointer]: kept };
}

/** The words for a key: `*` stands for every element of a list or every value of a map. */
export function keyWords(field: ShapeField): string {
  if (field.pointer === '') return 'response';
  return field.key === '*' ? 'each' : field.key;
}

/** Fields whose path holds the words, with all that they stand in. */
export function matchingFields(fields: readonly ShapeField[], words: string): readonly ShapeField[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return fields;
  const matches = fields.filter(
    ({ pointer, key }) => key.toLowerCase().includes(wanted) || pointer.toLowerCase().includes(wanted),
  );
  const kept = new Set(matches.map(({ pointer }) => pointer));
  for (const { pointer } of matches) {
    for (let end = pointer.lastIndexOf('/'); end !== -1; end = pointer.lastIndexOf('/', end - 1)) {
      kept.add(pointer.slice(0, end));
      if (end === 0) break;
    }
  }
  return fields.filter(({ pointer }) => kept.has(pointer));
}

/** Of the fields that hold others, without the root: closing that would leave nothing to see. */
export function parentPointers(fields: readonly ShapeField[]): string[] {
  return fields.flatMap(({ pointer, depth }, index) => {
    const next = fields[index + 1];
    return pointer !== '' && next !== undefined && next.depth > depth ? [pointer] : [];
  });
}
