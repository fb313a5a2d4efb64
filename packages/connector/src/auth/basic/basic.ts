import { encodeBase64 } from '../../encoding/base64.ts';
import { encodeUtf8 } from '../../platform.ts';
import { isDrawn, type Piece, textOf } from '../../request/piece.ts';
import { type AuthApplication, type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';

/** RFC 7617 §2: neither part may hold a control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROL = /[\u0000-\u001f\u007f]/;

export const basicAuth: AuthKindDefinition = {
  kind: 'basic',
  label: 'HTTP Basic Auth',
  description: 'Sends Authorization: Basic with username and password in UTF-8 (RFC 7617).',
  fields: [
    {
      name: 'username',
      label: 'Username',
      help: 'Some APIs take a key here and leave the password blank: write {{name}} of a secret then.',
      example: 'alice',
      isSecret: false,
      perEnvironment: true,
      isRequired: false,
      default: '',
    },
    {
      name: 'password',
      label: 'Password',
      help: 'Kept on the server and never shown again.',
      example: '',
      isSecret: true,
      perEnvironment: true,
      isRequired: false,
      default: '',
    },
  ],
  apply: ({ username = [], password = [] }) => applyBasic(username, password),
};

function applyBasic(username: readonly Piece[], password: readonly Piece[]): AuthApplication {
  const user = textOf(username);
  const pass = textOf(password);
  const problems: AuthApplication['problems'] = [];
  if (user === '' && pass === '') {
    problems.push({ field: 'username', message: 'Username and password are both blank.', fix: 'Set one of them.' });
  }
  if (user.includes(':') && !isDrawn(username)) {
    problems.push({ field: 'username', message: 'A username cannot hold a colon.', fix: 'Remove the colon.' });
  }
  if (CONTROL.test(user)) {
    const message = 'The username holds a line break or control character.';
    problems.push({ field: 'username', message, fix: 'Enter it again.' });
  }
  if (CONTROL.test(pass)) {
    const message = 'The password holds a line break or control character.';
    problems.push({ field: 'password', message, fix: 'Enter it again.' });
  }
  const blank = { field: 'password', message: 'The password is blank.', fix: 'Set it, if the API wants one.' };
  return {
    ...NOTHING_APPLIED,
    headers: [{ name: 'Authorization', pieces: [{ text: 'Basic ' }, finishedValue(username, password)] }],
    problems,
    warnings: pass === '' && user !== '' ? [blank] : [],
  };
}

/** The base64 text is as secret as what it holds: each secret in it gets it as a further value. */
function finishedValue(username: readonly Piece[], password: readonly Piece[]): Piece {
  const pieces = [...username, { text: ':' }, ...password];
  if (isDrawn(pieces)) {
    return { text: `base64(${textOf(pieces)})`, isVerbatim: true, from: { kind: 'variable', name: 'auth.password' } };
  }
  const text = encodeBase64(encodeUtf8(textOf(pieces)));
  const secrets = pieces.flatMap((piece: Piece) => piece.secrets ?? []);
  return { text, secrets: secrets.map((secret) => ({ ...secret, values: [...secret.values, text] })) };
}
