import { isDrawn, textOf } from '../../request/piece.ts';
import { type AuthApplication, type AuthField, type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';
import { type AuthStepBase, drawnAtSending, stepSecrets } from '../auth-step.ts';

/** Signs each sending with AWS Signature Version 4. */
export interface AwsSignatureStep extends AuthStepBase {
  kind: 'aws-signature';
  accessKeyId: string;
  secretAccessKey: string;
  /** Empty: none. */
  sessionToken: string;
  /** Empty, like `service`: as the host says. */
  region: string;
  service: string;
  signsPayload: boolean;
}

const line = { isSecret: false, perEnvironment: true, isRequired: false, default: '', example: '' };

const fields: readonly AuthField[] = [
  {
    ...line,
    name: 'accessKeyId',
    label: 'Access key ID',
    help: 'It says whose key it is, and is no secret itself.',
    example: 'AKIAIOSFODNN7EXAMPLE',
    isRequired: true,
  },
  {
    ...line,
    name: 'secretAccessKey',
    label: 'Secret access key',
    help: 'Signs the request and is never sent. Kept on the server and never shown again.',
    isSecret: true,
    isRequired: true,
  },
  {
    ...line,
    name: 'sessionToken',
    label: 'Session token',
    help: 'Only for temporary credentials of AWS STS. Sent as X-Amz-Security-Token.',
    isSecret: true,
  },
  {
    ...line,
    name: 'region',
    label: 'Region',
    help: 'Blank: as the host of the request says, else us-east-1.',
    example: 'eu-central-1',
  },
  {
    ...line,
    name: 'service',
    label: 'Service',
    help: 'The short name that AWS gives the service. Blank: as the host of the request says.',
    example: 's3',
    perEnvironment: false,
  },
  {
    ...line,
    name: 'payload',
    label: 'Body',
    help: 'Some services that speak the protocol of S3 take only an unsigned body; over https it is safe from change too.',
    perEnvironment: false,
    isRequired: true,
    default: 'signed',
    input: 'choice',
    choices: [
      { value: 'signed', label: 'Signed' },
      { value: 'unsigned', label: 'Not signed (UNSIGNED-PAYLOAD)' },
    ],
  },
];

export const awsSignatureAuth: AuthKindDefinition = {
  kind: 'aws-signature',
  label: 'AWS Signature v4',
  description: 'Signs every request for AWS, and for what speaks its protocol, such as S3-compatible storage.',
  fields,
  apply: ({ accessKeyId = [], secretAccessKey = [], sessionToken = [], region = [], service = [], payload = [] }) => {
    const problems: AuthApplication['problems'] = [];
    if (!isDrawn(accessKeyId) && !/^[\w]*$/.test(textOf(accessKeyId).trim())) {
      const message = 'The access key ID holds a character that none has.';
      problems.push({ field: 'accessKeyId', message, fix: 'Copy it again, without spaces or quotes.' });
    }
    const step: AwsSignatureStep = {
      kind: 'aws-signature',
      accessKeyId: textOf(accessKeyId).trim(),
      // AWS's keys have no space at either end, and what is pasted often has.
      secretAccessKey: textOf(secretAccessKey).trim(),
      sessionToken: textOf(sessionToken).trim(),
      region: textOf(region).trim(),
      service: textOf(service).trim().toLowerCase(),
      signsPayload: textOf(payload) !== 'unsigned',
      secrets: stepSecrets(accessKeyId, secretAccessKey, sessionToken, region, service),
    };
    const added = ['X-Amz-Content-Sha256', 'X-Amz-Date', ...(sessionToken.length > 0 ? ['X-Amz-Security-Token'] : [])];
    return {
      ...NOTHING_APPLIED,
      addedHeaders: [
        { name: 'Authorization', pieces: [{ text: 'AWS4-HMAC-SHA256 ' }, drawnAtSending('signature')] },
        ...added.map((name) => ({ name, pieces: [drawnAtSending(DRAWN[name] ?? name)] })),
      ],
      steps: [step],
      problems,
    };
  },
};

const DRAWN: Readonly<Record<string, string>> = {
  'X-Amz-Content-Sha256': 'body hash',
  'X-Amz-Date': 'time',
  'X-Amz-Security-Token': 'sessionToken',
};
