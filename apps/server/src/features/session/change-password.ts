import { isAPIError } from 'better-auth/api';
import { AppError } from '../../app-error.ts';
import type { Auth } from './create-auth.ts';
import type { SignInLimits } from './sign-in-limits.ts';

interface Dependencies {
  auth: Auth;
  signInLimits: SignInLimits;
}

interface ChangePassword {
  currentPassword: string;
  newPassword: string;
  email: string;
  address: string;
  headers: Headers;
}

/** Ends all other sessions; returns the cookies of the one that goes on. */
export async function changePassword(
  { auth, signInLimits }: Dependencies,
  { currentPassword, newPassword, email, address, headers }: ChangePassword,
): Promise<string[]> {
  await signInLimits.countSignIn(address, email);
  try {
    const answer = await auth.api.changePassword({
      body: { currentPassword, newPassword, revokeOtherSessions: true },
      headers,
      returnHeaders: true,
    });
    await signInLimits.forgiveSignIn(address, email);
    return answer.headers.getSetCookie();
  } catch (error) {
    if (isAPIError(error) && error.statusCode === 400) {
      throw new AppError('wrong_credentials', { detail: 'Your present password is another one.' });
    }
    throw error;
  }
}
