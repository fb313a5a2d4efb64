import type { FieldChoices } from './types.ts';

/** The texts that a builder has opened, those that stand in others after them. */
export function openedPointers(choices: FieldChoices): string[] {
  return Object.keys(choices)
    .filter((pointer) => choices[pointer]?.isOpened === true)
    .sort();
}
