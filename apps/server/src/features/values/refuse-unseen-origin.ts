import type { SecretOwner } from '@jackfield/contracts';
import { AppError, invalidRequest } from '../../app-error.ts';

/** Nobody confirms an address unseen: where the owner goes now has to be what its form showed. */
export function refuseUnseenOrigin(owner: SecretOwner, seen: string, present: string | null): void {
  if (owner.type === 'project') {
    const message = 'A secret of the project belongs to no address yet.';
    const fix = 'Save it without one, then confirm where it may go.';
    throw invalidRequest([{ path: ['body', 'origin'], message, fix }]);
  }
  if (seen === present) return;
  const subject = owner.type === 'api' ? 'The API' : 'The call';
  const detail =
    present === null
      ? `${subject} does not go to ${seen} any more, and has no address that is known. Look at its URL, then save the secret again.`
      : `${subject} goes to ${present} now, not to ${seen}. If ${present} is right, save the secret for it.`;
  throw new AppError('origin_changed', { detail, current: { origin: present } });
}
