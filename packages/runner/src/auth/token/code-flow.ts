import { type CodeGrant, createMasker, type TokenStep } from '@jackfield/connector';
import * as oauth from 'oauth4webapi';
import { RunFailure } from '../../run-failure.ts';
import { authenticateClient, clientOf, sendByLibrary } from './authenticate-client.ts';
import { readTokenAnswer } from './read-token-answer.ts';
import { toParameters } from './request-token.ts';
import { type ProviderAnswer, sendTokenRequest, type TokenSender } from './send-token-request.ts';
import { maskFailure, refused, TokenFailure } from './token-failure.ts';
import { settingsOf } from './token-settings.ts';
import type { GrantedTokens } from './token-types.ts';

export interface CodeTransaction {
  redirectUri: string;
  state: string;
  /** Of PKCE; used where the grant says so. */
  verifier: string;
}

/** Where somebody is sent to allow it. */
export async function authorizationUrl(grant: CodeGrant, { redirectUri, state, verifier }: CodeTransaction) {
  const { client, authorizeUrl, authorizeParameters, usesPkce } = grant;
  const url = new URL(authorizeUrl.replaceAll(/%5Bclient_id%5D|\[client_id\]/gi, encodeURIComponent(client.id)));
  const own: [string, string][] = [
    ['response_type', 'code'],
    ['client_id', client.id],
    ['redirect_uri', redirectUri],
    ['state', state],
  ];
  if (usesPkce) {
    own.push(['code_challenge', await oauth.calculatePKCECodeChallenge(verifier)], ['code_challenge_method', 'S256']);
  }
  for (const [name, value] of [...authorizeParameters, ...own]) url.searchParams.set(name, value);
  return url.href;
}

export interface GrantedByCode {
  tokens: GrantedTokens;
  /** Whose it is, where a profile says so. */
  account: string | null;
  warnings: readonly string[];
}

type CodeStep = TokenStep & { grant: CodeGrant };

/**
 * What the provider sent somebody back with, exchanged.
 *
 * @throws RunFailure without anything secret in its words.
 */
export async function exchangeCode(
  step: CodeStep,
  answered: URLSearchParams,
  transaction: CodeTransaction,
  sender: TokenSender,
): Promise<GrantedByCode> {
  try {
    return await exchange(step, answered, transaction, sender);
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    const code = { label: 'auth.code', values: [answered.get('code') ?? ''] };
    const verifier = { label: 'auth.code_verifier', values: [transaction.verifier] };
    throw maskFailure(error, createMasker([...step.secrets, code, verifier], { includesShort: true }));
  }
}

async function exchange(
  step: CodeStep,
  answered: URLSearchParams,
  transaction: CodeTransaction,
  sender: TokenSender,
): Promise<GrantedByCode> {
  const { grant } = step;
  const parameters = validate(grant, answered, transaction.state);
  const server = { issuer: issuerOf(grant, answered), token_endpoint: grant.tokenUrl };
  const { client } = grant;
  const answer = await sendByLibrary(sender, (options) =>
    oauth.authorizationCodeGrantRequest(
      server,
      clientOf(client),
      authenticateClient(client),
      parameters,
      transaction.redirectUri,
      grant.usesPkce ? transaction.verifier : oauth.nopkce,
      { ...options, additionalParameters: toParameters(grant.parameters) },
    ),
  );
  const now = Date.now();
  const { warnings, ...read } = readTokenAnswer(answer, step.answer, now);
  const account = await readAccount(step, read.accessToken, sender, warnings);
  return { tokens: { ...read, issuedAt: now, settings: settingsOf(step) }, account, warnings };
}

/** Without an issuer in the settings there is nothing to compare with. */
function issuerOf({ issuer, authorizeUrl }: CodeGrant, answered: URLSearchParams): string {
  return issuer !== '' ? issuer : (answered.get('iss') ?? new URL(authorizeUrl).origin);
}

/** State, issuer (RFC 9207) and errors, as the library checks them. */
function validate(grant: CodeGrant, answered: URLSearchParams, state: string): URLSearchParams {
  const error = answered.get('error');
  if (error !== null && error !== '')
    throw refused(error.slice(0, 100), (answered.get('error_description') ?? '').slice(0, 300), 400);
  try {
    return oauth.validateAuthResponse({ issuer: issuerOf(grant, answered) }, clientOf(grant.client), answered, state);
  } catch (cause) {
    const message = 'What the provider sent back is not the answer to what was asked.';
    const detail = `auth.authorizeUrl: ${cause instanceof Error ? cause.message : 'not readable'}`;
    throw new TokenFailure({ message, detail, hint: 'Check Issuer URL, then connect again.', isPassing: false });
  }
}

async function readAccount(
  { grant, attachment }: CodeStep,
  token: string,
  sender: TokenSender,
  warnings: string[],
): Promise<string | null> {
  if (grant.profile === null) return null;
  const { url, idPath, emailPath } = grant.profile;
  const target = new URL(url);
  if (attachment.in === 'query') target.searchParams.set(attachment.name, token);
  const headers: [string, string][] =
    attachment.in === 'header' ? [[attachment.name.toLowerCase(), attachment.prefix + token]] : [];
  try {
    const answer = await sendTokenRequest(sender, { method: 'GET', url: target.href, headers, body: null });
    const [email, id] = [emailPath, idPath].map((path) => textAt(answer, path));
    if (email || id) return [email, id].filter(Boolean).join(' · ').slice(0, 200);
    warnings.push(`The profile has neither ${emailPath.join('.')} nor ${idPath.join('.')}: check their paths.`);
  } catch {
    warnings.push('The user profile endpoint could not be reached, so whose account it is is not known.');
  }
  return null;
}

function textAt({ text }: ProviderAnswer, path: readonly string[]): string {
  try {
    let value: unknown = JSON.parse(text);
    for (const name of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  } catch {
    return '';
  }
}
