import { isDrawn, type Piece, textOf } from '../../request/piece.ts';
import { type AuthApplication, type AuthEntry, type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';
import { type AuthStepBase, drawnAtSending, stepSecrets } from '../auth-step.ts';
import { keyBytes } from '../key-bytes.ts';
import { plainName } from '../key-name.ts';
import {
  HEADER_MARKS,
  HMAC_FIELDS,
  type HmacAlgorithm,
  type SignatureFormat,
  type TimestampFormat,
} from './hmac-fields.ts';

/** A text with places that are filled in for each sending. */
export type MarkedText = readonly (string | { mark: string })[];

/** Signs each sending with a text of it and a key. */
export interface HmacStep extends AuthStepBase {
  kind: 'hmac';
  algorithm: HmacAlgorithm;
  key: Uint8Array;
  text: MarkedText;
  signatureFormat: SignatureFormat;
  timestampFormat: TimestampFormat;
  /** In the order they are sent. */
  headers: readonly { name: string; value: MarkedText }[];
}

export const hmacAuth: AuthKindDefinition = {
  kind: 'hmac',
  label: 'HMAC signature',
  description: 'Signs a text made of the request with a key that both sides know, and sends the signature in a header.',
  fields: HMAC_FIELDS,
  apply: (fields) => {
    const problems: AuthApplication['problems'] = [];
    const { signingKey = [], signingText = [], signatureValue = [] } = fields;
    const headers = headersOf(fields, problems);
    // The choices hold nothing else: what is none of them was reported, and nothing is sent.
    const step: HmacStep = {
      kind: 'hmac',
      algorithm: textOf(fields.hmacAlgorithm ?? []) as HmacAlgorithm,
      key: readKey(signingKey, textOf(fields.signingKeyFormat ?? []), problems),
      text: toMarkedText(signingText),
      signatureFormat: textOf(fields.signatureFormat ?? []) as SignatureFormat,
      timestampFormat: textOf(fields.timestampFormat ?? []) as TimestampFormat,
      headers: headers.map(({ name, pieces }) => ({ name, value: toMarkedText(pieces) })),
      secrets: stepSecrets(signingKey, signingText, signatureValue),
    };
    return { ...NOTHING_APPLIED, addedHeaders: headers.map(drawn), steps: [step], problems };
  },
};

type Fields = Parameters<AuthKindDefinition['apply']>[0];

function headersOf(fields: Fields, problems: AuthApplication['problems']): AuthEntry[] {
  const { signatureValue = [] } = fields;
  const entryOf = (field: string, pieces: readonly Piece[]): AuthEntry[] => {
    const name = plainName(field, fields[field] ?? [], problems);
    return name === '' ? [] : [{ name, pieces: [...pieces] }];
  };
  return [
    ...entryOf('timestampHeader', [{ text: '', mark: 'timestamp' }]),
    ...entryOf('nonceHeader', [{ text: '', mark: 'nonce' }]),
    ...entryOf('signatureHeader', signatureValue),
  ];
}

function readKey(pieces: readonly Piece[], format: string, problems: AuthApplication['problems']): Uint8Array {
  const bytes = isDrawn(pieces) ? null : keyBytes(textOf(pieces), format);
  if (bytes === null && !isDrawn(pieces)) {
    const message = `The key is not ${format === 'hex' ? 'hexadecimal' : 'base64'}.`;
    problems.push({ field: 'signingKey', message, fix: 'Enter it again, or choose how it is written.' });
  }
  return bytes ?? new Uint8Array();
}

function toMarkedText(pieces: readonly Piece[]): MarkedText {
  return pieces.map(({ text, mark }) => (mark === undefined ? text : { mark }));
}

function drawn({ name, pieces }: AuthEntry): AuthEntry {
  return {
    name,
    pieces: pieces.map((piece) =>
      piece.mark !== undefined && HEADER_MARKS.includes(piece.mark) ? drawnAtSending(piece.mark) : piece,
    ),
  };
}
