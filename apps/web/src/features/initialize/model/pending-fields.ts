import type { PendingShape } from '@jackfield/contracts';
import { applyChoices, describeShape, type FieldChoices, type ShapeField } from '@jackfield/shape';

/** The lines of a pending shape, with those of the texts that are opened on this page. */
export function pendingFields({ schema, choices: before, fields }: PendingShape, choices: FieldChoices): ShapeField[] {
  const opened = Object.entries(choices).filter(([, { isOpened }]) => isOpened !== undefined);
  if (opened.length === 0) return fields;
  const merged = opened.map(([pointer, { isOpened }]) => [pointer, { ...before[pointer], isOpened }] as const);
  return describeShape(applyChoices(schema, { ...before, ...Object.fromEntries(merged) }));
}
