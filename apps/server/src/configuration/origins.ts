import { z } from 'zod';

const originsSchema = z.array(z.string());

/** The origins of a secret's row. What cannot be read counts as none: the secret then goes nowhere. */
export function parseOrigins(stored: unknown): string[] {
  const parsed = originsSchema.safeParse(stored);
  return parsed.success ? parsed.data : [];
}
