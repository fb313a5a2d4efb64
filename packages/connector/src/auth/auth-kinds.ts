import type { AuthKind } from './auth.ts';
import type { AuthKindDefinition } from './auth-kind.ts';
import { awsSignatureAuth } from './aws-signature/aws-signature.ts';
import { basicAuth } from './basic/basic.ts';
import { bearerAuth } from './bearer/bearer.ts';
import { clientCertificateAuth, withCertificate } from './client-certificate/client-certificate.ts';
import { digestAuth } from './digest/digest.ts';
import { hmacAuth } from './hmac/hmac.ts';
import { jwtAuth } from './jwt/jwt.ts';
import { keyInHeaderAuth } from './key-in-header/key-in-header.ts';
import { keyInUrlAuth } from './key-in-url/key-in-url.ts';
import { noneAuth } from './none/none.ts';
import { oauth2ClientCredentialsAuth } from './oauth2-client-credentials/oauth2-client-credentials.ts';
import { oauth2CodeAuth } from './oauth2-code/oauth2-code.ts';
import { oauth2CustomAuth } from './oauth2-custom/oauth2-custom.ts';
import { oauth2DeviceAuth } from './oauth2-device/oauth2-device.ts';
import { oauth2PasswordAuth } from './oauth2-password/oauth2-password.ts';

/** Every authentication kind, in the order a list shows them. Forms and stored fields are driven by `fields`. */
export const AUTH_KINDS = {
  none: noneAuth,
  'key-in-url': withCertificate(keyInUrlAuth),
  'key-in-header': withCertificate(keyInHeaderAuth),
  bearer: withCertificate(bearerAuth),
  basic: withCertificate(basicAuth),
  digest: withCertificate(digestAuth),
  'oauth2-password': withCertificate(oauth2PasswordAuth),
  'oauth2-client-credentials': withCertificate(oauth2ClientCredentialsAuth),
  'oauth2-code': withCertificate(oauth2CodeAuth),
  'oauth2-device': withCertificate(oauth2DeviceAuth),
  'oauth2-custom': withCertificate(oauth2CustomAuth),
  jwt: withCertificate(jwtAuth),
  'client-certificate': clientCertificateAuth,
  'aws-signature': withCertificate(awsSignatureAuth),
  hmac: withCertificate(hmacAuth),
} as const satisfies Record<AuthKind, AuthKindDefinition>;
