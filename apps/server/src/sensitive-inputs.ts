import type { Input } from '@jackfield/connector';
import { invalidRequest } from './app-error.ts';

/** A sensitive input's test value is a secret, so a document that carries one is refused before anything is stored. */
export function refuseSensitiveTestValues(inputs: readonly Input[]): void {
  const errors = inputs.flatMap((input, index) =>
    input.isSensitive && input.testValue !== undefined
      ? [
          {
            path: ['body', 'document', 'inputs', index, 'testValue'],
            message: `${input.name} is sensitive, so its test value is not kept in the document.`,
            fix: 'Save the test value as a secret of the call.',
          },
        ]
      : [],
  );
  if (errors.length > 0) throw invalidRequest(errors);
}
