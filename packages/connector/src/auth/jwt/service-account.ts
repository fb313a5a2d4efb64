import { z } from 'zod';

/** The parts of a Google service account's JSON file that sign a token. */
const serviceAccountSchema = z.object({
  client_email: z.string().min(1),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
});

export type ReadServiceAccount =
  /** It is no JSON, so it is the key itself. */
  | { kind: 'none' }
  | { kind: 'account'; email: string; privateKey: string; keyId: string }
  | { kind: 'broken'; message: string };

/** Reads a key that was pasted as the whole file that Google hands out. */
export function readServiceAccount(text: string): ReadServiceAccount {
  if (!text.trimStart().startsWith('{')) return { kind: 'none' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'broken', message: 'The key looks like the JSON file of a service account and is not valid JSON.' };
  }
  const read = serviceAccountSchema.safeParse(json);
  if (!read.success) {
    return { kind: 'broken', message: 'The JSON of the key has no client_email and private_key.' };
  }
  const { client_email: email, private_key: privateKey, private_key_id: keyId = '' } = read.data;
  return { kind: 'account', email, privateKey, keyId };
}
