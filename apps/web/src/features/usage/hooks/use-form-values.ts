import type { Input } from '@jackfield/connector';
import { useCallback, useState } from 'react';
import { keepFormValues, readFormValues } from '../../../lib/form-values-storage.ts';
import { type FormValues, withoutSensitive } from '../model/form-values.ts';

/** What was typed for a call, kept for this visit of the browser; what is sensitive is not kept at all. */
export function useFormValues(key: string, inputs: readonly Input[]) {
  const [values, setValues] = useState<FormValues>(() => readFormValues(key));
  const change = useCallback(
    (next: FormValues) => {
      setValues(next);
      keepFormValues(key, withoutSensitive(inputs, next));
    },
    [key, inputs],
  );
  return [values, change] as const;
}
