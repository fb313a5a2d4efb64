import { isDrawn, type Piece, textOf } from '../../request/piece.ts';
import { type AuthApplication, type AuthField, type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';
import { type AuthStepBase, stepSecrets } from '../auth-step.ts';
import { keyBytes } from '../key-bytes.ts';

/** Presents a certificate while the connection is made. */
export interface ClientCertificateStep extends AuthStepBase {
  kind: 'client-certificate';
  /** Certificate and key in PEM, or both in one PKCS#12 file. */
  holder: { format: 'pem'; certificate: string; key: string } | { format: 'pkcs12'; bundle: Uint8Array };
  passphrase: string;
  /** Trusted besides the usual authorities; PEM, or empty. */
  authorities: string;
}

const line = { isSecret: false, perEnvironment: true, isRequired: false, default: '', example: '' };
const inPem = { field: 'certificateFormat', isOneOf: ['pem'] };
const inPkcs12 = { field: 'certificateFormat', isOneOf: ['pkcs12'] };

const CERTIFICATE_FIELDS: readonly AuthField[] = [
  {
    ...line,
    name: 'certificateFormat',
    label: 'Certificate and key',
    help: 'As they were handed out: as texts with BEGIN and END lines, or as one file that ends in .p12 or .pfx.',
    perEnvironment: false,
    isRequired: true,
    default: 'pem',
    input: 'choice',
    choices: [
      { value: 'pem', label: 'Texts in PEM' },
      { value: 'pkcs12', label: 'One PKCS#12 file, in base64' },
    ],
  },
  {
    ...line,
    name: 'certificate',
    label: 'Certificate',
    help: 'Everybody may see it. Certificates of authorities that lead up to it follow below it.',
    example: '-----BEGIN CERTIFICATE-----',
    isRequired: true,
    input: 'lines',
    onlyIf: inPem,
  },
  {
    ...line,
    name: 'certificateKey',
    label: 'Key of the certificate',
    help: 'Never sent. Kept on the server and never shown again.',
    isSecret: true,
    isRequired: true,
    input: 'lines',
    onlyIf: inPem,
  },
  {
    ...line,
    name: 'certificateBundle',
    label: 'PKCS#12 file in base64',
    help: 'What base64 -w0 file.p12 prints; on Windows certutil -encode. Kept on the server and never shown again.',
    isSecret: true,
    isRequired: true,
    input: 'lines',
    onlyIf: inPkcs12,
  },
  {
    ...line,
    name: 'certificatePassphrase',
    label: 'Passphrase',
    help: 'That of the key or of the file, where it has one.',
    isSecret: true,
    onlyIf: { field: 'certificateFormat', isOneOf: ['pem', 'pkcs12'] },
  },
  {
    ...line,
    name: 'certificateAuthorities',
    label: 'Certificate of the authority (CA)',
    help: 'Where the server has a certificate of an authority of its own: it is trusted for this API then.',
    example: '-----BEGIN CERTIFICATE-----',
    input: 'lines',
    onlyIf: { field: 'certificateFormat', isOneOf: ['pem', 'pkcs12'] },
  },
];

const SWITCH: AuthField = {
  ...line,
  name: 'withCertificate',
  label: 'Client certificate',
  help: 'Presents a certificate too while the connection is made.',
  perEnvironment: false,
  input: 'switch',
};

const IS_ON = { field: SWITCH.name, isOneOf: ['yes'] };

export const clientCertificateAuth: AuthKindDefinition = {
  kind: 'client-certificate',
  label: 'Client-side SSL certificate',
  description:
    'Presents a certificate while the connection is made (mutual TLS). Other kinds can be combined with one.',
  fields: CERTIFICATE_FIELDS,
  apply: applyCertificate,
};

/** A kind that can present a client certificate too. */
export function withCertificate(definition: AuthKindDefinition): AuthKindDefinition {
  const [format, ...others] = CERTIFICATE_FIELDS;
  if (format === undefined) return definition;
  return {
    ...definition,
    fields: [...definition.fields, SWITCH, { ...format, onlyIf: IS_ON }, ...others],
    apply: (fields) => {
      const own = definition.apply(fields);
      if (textOf(fields[SWITCH.name] ?? []) !== 'yes') return own;
      const { steps, problems } = applyCertificate(fields);
      return { ...own, steps: [...own.steps, ...steps], problems: [...own.problems, ...problems] };
    },
  };
}

function applyCertificate(fields: Readonly<Record<string, readonly Piece[]>>): AuthApplication {
  const { certificate = [], certificateKey = [], certificateBundle = [] } = fields;
  const { certificatePassphrase = [], certificateAuthorities = [] } = fields;
  const problems: AuthApplication['problems'] = [];
  refuseOtherText('certificate', certificate, problems);
  refuseOtherText('certificateAuthorities', certificateAuthorities, problems);
  const isPem = textOf(fields.certificateFormat ?? []) === 'pem';
  const step: ClientCertificateStep = {
    kind: 'client-certificate',
    holder: isPem
      ? { format: 'pem', certificate: textOf(certificate), key: textOf(certificateKey) }
      : { format: 'pkcs12', bundle: readBundle(certificateBundle, problems) },
    passphrase: textOf(certificatePassphrase),
    authorities: textOf(certificateAuthorities),
    secrets: stepSecrets(certificate, certificateKey, certificateBundle, certificatePassphrase, certificateAuthorities),
  };
  return { ...NOTHING_APPLIED, steps: [step], problems };
}

function refuseOtherText(field: string, pieces: readonly Piece[], problems: AuthApplication['problems']): void {
  const text = textOf(pieces);
  if (text.trim() === '' || isDrawn(pieces) || text.includes('-----BEGIN CERTIFICATE-----')) return;
  const message = 'This is not a certificate in PEM.';
  problems.push({
    field,
    message,
    fix: 'Paste the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
  });
}

/** `certutil -encode` puts lines like those of PEM around it. */
function readBundle(pieces: readonly Piece[], problems: AuthApplication['problems']): Uint8Array {
  if (pieces.length === 0 || isDrawn(pieces)) return new Uint8Array();
  const bytes = keyBytes(textOf(pieces).replace(/-----[A-Z0-9 ]+-----/g, ''), 'base64');
  if (bytes !== null) return bytes;
  const fix = 'Paste what base64 -w0 file.p12 prints.';
  problems.push({ field: 'certificateBundle', message: 'The PKCS#12 file is not in base64.', fix });
  return new Uint8Array();
}
