import { nameSchema } from '@jackfield/connector';
import { z } from 'zod';

/** The form's name of a new variable or secret: well formed, and free among both. */
export function valueNameSchema(takenNames: readonly string[]) {
  return z
    .string()
    .trim()
    .min(1, 'Give it a name.')
    .pipe(nameSchema)
    .refine((name) => !takenNames.includes(name), 'There is a variable or a secret of that name already.');
}
