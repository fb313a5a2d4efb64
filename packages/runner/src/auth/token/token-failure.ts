import type { Masker } from '@jackfield/connector';
import { RunFailure, type RunFailureContext } from '../../run-failure.ts';

/** Why there is no token. */
export class TokenFailure extends RunFailure {
  /** Of RFC 6749 §5.2, where the provider gave one. */
  readonly code: string | null;
  /** May be gone in a moment: the network, or a provider that is out of order. */
  readonly isPassing: boolean;

  constructor(context: Omit<RunFailureContext, 'kind' | 'phase'> & { code?: string | null; isPassing: boolean }) {
    super({ ...context, kind: 'auth', phase: 'prepare' });
    this.code = context.code ?? null;
    this.isPassing = context.isPassing;
  }
}

const TRY_AGAIN = 'Try again in a moment. What was granted before is kept.';

/** Who is asked, as the form of the authentication calls it. */
export interface AskedPlace {
  field: string;
  label: string;
  name: string;
}

export const TOKEN_PLACE: AskedPlace = { field: 'tokenUrl', label: 'Token URL', name: 'token URL' };
export const DEVICE_PLACE: AskedPlace = {
  field: 'deviceUrl',
  label: 'Device authorization URL',
  name: 'device authorization URL',
};

/** It could not be reached, in the words that the network's fault has. */
export function unreachable(host: string, failure: RunFailure, place: AskedPlace): TokenFailure {
  return new TokenFailure({
    message: `The ${place.name} at ${host} could not be reached.`,
    detail: `auth.${place.field}: ${failure.kind}: ${failure.detail}`,
    hint: failure.hint ?? TRY_AGAIN,
    isPassing: true,
  });
}

const HINTS: Readonly<Record<string, string>> = {
  invalid_client: 'Check Client ID and Client secret, and how the client says who it is.',
  invalid_grant: 'Check what is exchanged for the token: username and password, or the key and its claims.',
  invalid_request: 'Check the fields of the authentication against the documentation of the provider.',
  invalid_scope: 'Check Scope: the provider does not know one of them, or does not allow it here.',
  invalid_target: 'Check Resource and Audience.',
  unauthorized_client: 'Allow this kind of grant for the client, in the settings of the provider.',
  unsupported_grant_type: 'The provider has no such kind of grant: choose another kind of authentication.',
  access_denied: 'It was refused by whoever was asked: connect again and allow it.',
  // As Microsoft calls it.
  authorization_declined: 'It was refused by whoever was asked: connect again and allow it.',
  expired_token: 'The code has expired: connect again.',
};

/** The provider answered that there is no token. */
export function refused(code: string, description: string, status: number, place = TOKEN_PLACE): TokenFailure {
  const words = description === '' ? code : `${code} (${description.replace(/\.$/, '')})`;
  return new TokenFailure({
    message: `The ${place.name} refused: ${words}.`,
    detail: `auth.${place.field}: ${status} ${words}`,
    hint: HINTS[code] ?? 'Look up this error in the documentation of the provider.',
    code,
    isPassing: status >= 500 || status === 429 || code === 'temporarily_unavailable' || code === 'server_error',
  });
}

export function answeredWith(status: number, place = TOKEN_PLACE): TokenFailure {
  const isPassing = status >= 500 || status === 429 || status === 408;
  return new TokenFailure({
    message: `The ${place.name} answered with ${status}.`,
    detail: `auth.${place.field}: status ${status} without a reason that can be read`,
    hint: isPassing ? TRY_AGAIN : `Check ${place.label} and its method, and what it is sent.`,
    isPassing,
  });
}

/** Only they can do it themselves, wherever they are. */
const LET_THEM_CONNECT =
  'Make them a link with POST /run/v1/{project}/{api}/end-user/link?user=… of the run API, and let them open it.';

/** Nobody has connected it yet, or not the end user that is meant. */
export function notConnected(endUser: string): TokenFailure {
  const isShared = endUser === '';
  return new TokenFailure({
    message: isShared
      ? 'Nobody has connected this API in this environment yet.'
      : `The user "${endUser}" has not connected this API in this environment yet.`,
    detail: 'auth: there is no grant',
    hint: isShared ? 'Press Connect in the authentication of the API.' : LET_THEM_CONNECT,
    isPassing: false,
  });
}

/** The time of a device code is over. */
export function notEntered(): TokenFailure {
  return new TokenFailure({
    message: 'The code was not entered in time, so nothing was connected.',
    detail: 'auth: the device code has expired',
    hint: 'Press Connect for a new code.',
    code: 'expired_token',
    isPassing: false,
  });
}

/** What was granted is gone: only the one who granted it can do so again. */
export function connectAgain(
  cause: TokenFailure | null,
  { wasLeftBehind, endUser }: { wasLeftBehind: boolean; endUser: string },
): TokenFailure {
  const isShared = endUser === '';
  const why = wasLeftBehind
    ? 'The server ended in the middle of the last refresh, which may have used up the refresh token.'
    : 'The provider no longer takes what was granted, or gave nothing to renew it with.';
  return new TokenFailure({
    message: isShared
      ? `This API has to be connected again. ${why}`
      : `The user "${endUser}" has to connect this API again. ${why}`,
    detail: cause === null ? 'auth: the token has ended and there is no refresh token' : cause.detail,
    hint: isShared ? 'Press Reconnect in the authentication of the API.' : LET_THEM_CONNECT,
    code: cause?.code ?? null,
    isPassing: false,
  });
}

export function notConfirmed(origin: string, endUser: string): RunFailure {
  const remedy =
    endUser === '' ? 'press Reconnect in the authentication of the API.' : 'the user has to connect again.';
  return new RunFailure({
    kind: 'config',
    phase: 'prepare',
    message: `This API was not connected for ${origin}, so nothing was sent.`,
    detail: `Not confirmed for ${origin}: auth.token`,
    hint: `If ${origin} is where the token should go, ${remedy}`,
  });
}

export function unreadable(field: string, message: string, hint: string): TokenFailure {
  return new TokenFailure({ message, detail: `auth.${field}: ${message}`, hint, isPassing: false });
}

/** Providers quote what they were sent. */
export function maskFailure(failure: RunFailure, masker: Masker): RunFailure {
  const { kind, phase, detail, words, hint } = failure;
  const context = {
    kind,
    ...(phase === undefined ? {} : { phase }),
    detail: masker.maskText(detail),
    ...(words === undefined ? {} : { message: masker.maskText(words) }),
    ...(hint === undefined ? {} : { hint: masker.maskText(hint) }),
  };
  if (!(failure instanceof TokenFailure)) return new RunFailure(context);
  return new TokenFailure({ ...context, code: failure.code, isPassing: failure.isPassing });
}
