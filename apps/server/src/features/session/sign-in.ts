import { isAPIError } from 'better-auth/api';
import { AppError } from '../../app-error.ts';
import type { Auth } from './create-auth.ts';
import type { SignInLimits } from './sign-in-limits.ts';

interface Dependencies {
  auth: Auth;
  signInLimits: SignInLimits;
}
interface SignIn {
  email: string;
  password: string;
  address: string;
  headers: Headers;
}

/** Returns who signed in and the cookies of the session. An unknown address and a wrong password answer alike. */
export async function signIn(
  { auth, signInLimits }: Dependencies,
  { email, password, address, headers }: SignIn,
): Promise<{ userId: string; name: string; email: string; cookies: string[] }> {
  const account = email.toLowerCase();
  await signInLimits.countSignIn(address, account);
  try {
    const answer = await auth.api.signInEmail({
      body: { email: account, password },
      headers: withAddress(headers, address),
      returnHeaders: true,
    });
    await signInLimits.forgiveSignIn(address, account);
    const { user } = answer.response;
    return { userId: user.id, name: user.name, email: user.email, cookies: answer.headers.getSetCookie() };
  } catch (error) {
    if (isAPIError(error) && error.statusCode === 401) {
      throw new AppError('wrong_credentials', { detail: 'Check both and try again.' });
    }
    throw error;
  }
}

/** What the session keeps of the client; the address is the one we believe, not one that a client claims. */
function withAddress(headers: Headers, address: string): Headers {
  const userAgent = headers.get('user-agent');
  return new Headers({ 'x-forwarded-for': address, ...(userAgent === null ? {} : { 'user-agent': userAgent }) });
}
