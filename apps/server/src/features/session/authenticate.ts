import type { Person } from '../../caller.ts';
import type { Auth } from './create-auth.ts';

/** Who the cookie of a request belongs to; null when nobody, or no longer. */
export async function authenticate(auth: Auth, headers: Headers): Promise<Person | null> {
  if (!headers.has('cookie')) return null;
  const session = await auth.api.getSession({ headers });
  if (!session) return null;
  return { userId: session.user.id, name: session.user.name, email: session.user.email };
}
