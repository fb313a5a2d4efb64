import type { GrantedTokens } from '@jackfield/runner';
import { z } from 'zod';

const grantedTokensSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  issuedAt: z.number(),
  expiresAt: z.number().nullable(),
  scope: z.string().nullable(),
  settings: z.string(),
});

/** Null for what cannot be read any more. */
export function parseGrantedTokens(text: string): GrantedTokens | null {
  try {
    return grantedTokensSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
