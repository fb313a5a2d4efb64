import { expect, test } from 'vitest';
import { SignUpPolicy } from './sign-up-policy.ts';

test('the link of one process makes the first account at another, and no second one', () => {
  const env = { HOST: '0.0.0.0', JACKFIELD_SIGNUP: 'invitation' } as const;
  const secret = 'derived-from-the-master-key';
  const printed = new SignUpPolicy(env, secret).setupToken ?? '';
  const asked = new SignUpPolicy(env, secret);
  expect(() => asked.admit(false, printed)).not.toThrow();
  expect(() => asked.admit(false, `${printed}x`)).toThrow('one-time link');
  expect(() => asked.admit(true, printed)).toThrow('invitation');
});
