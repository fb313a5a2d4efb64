import { markInexactNumbers } from '@jackfield/shape';

/**
 * Parses JSON and keeps the digits of numbers that JavaScript would round: these become texts of their digits.
 * @throws SyntaxError
 */
export function parseExactJson(json: string): unknown {
  const { json: marked, mark } = markInexactNumbers(json);
  if (mark === null) return JSON.parse(json);
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? value.slice(mark.length) : value,
  );
}
