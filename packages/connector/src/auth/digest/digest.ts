import { textOf } from '../../request/piece.ts';
import { type AuthApplication, type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';
import { type AuthStepBase, drawnAtSending, stepSecrets } from '../auth-step.ts';
import { basicAuth } from '../basic/basic.ts';

/** Answers the server's challenge (RFC 7616). */
export interface DigestStep extends AuthStepBase {
  kind: 'digest';
  username: string;
  password: string;
}

export const digestAuth: AuthKindDefinition = {
  kind: 'digest',
  label: 'HTTP Digest Auth',
  description:
    'Answers the challenge of the server with a digest of username and password (RFC 7616), so the password itself is never sent. The first request of a run may be sent twice.',
  fields: basicAuth.fields.map((field) =>
    field.name === 'username' ? { ...field, help: 'As the server knows it.' } : field,
  ),
  apply: ({ username = [], password = [] }) => {
    const problems: AuthApplication['problems'] = [];
    if (textOf(username) === '') {
      problems.push({ field: 'username', message: 'The username is blank.', fix: 'Set it for this environment.' });
    }
    const step: DigestStep = {
      kind: 'digest',
      username: textOf(username),
      password: textOf(password),
      secrets: stepSecrets(username, password),
    };
    return {
      ...NOTHING_APPLIED,
      addedHeaders: [{ name: 'Authorization', pieces: [{ text: 'Digest ' }, drawnAtSending('digest')] }],
      steps: [step],
      problems,
    };
  },
};
