import { parseUrl } from '../../platform.ts';
import { isDrawn, type Piece, textOf } from '../../request/piece.ts';
import { type AuthApplication, type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';
import { drawnAtSending, stepSecrets } from '../auth-step.ts';
import { plainName } from '../key-name.ts';
import type {
  BodyRefusal,
  TokenAnswerForm,
  TokenAttachment,
  TokenClient,
  TokenGrant,
  TokenStep,
} from './token-step.ts';

export type Fields = Parameters<AuthKindDefinition['apply']>[0];

/** The fields of a kind that gets tokens, read into what its step needs; what is wrong with them is collected. */
export class TokenFields {
  readonly problems: AuthApplication['problems'] = [];
  readonly #fields: Fields;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  pieces(name: string): readonly Piece[] {
    return this.#fields[name] ?? [];
  }

  /** As it was typed: a secret may begin or end with a blank. */
  raw(name: string): string {
    return textOf(this.pieces(name));
  }

  text(name: string): string {
    return this.raw(name).trim();
  }

  report(field: string, message: string, fix: string): void {
    this.problems.push({ field, message, fix });
  }

  /** Absolute, http or https. A secret may stand in its path or query, and never decides where it goes. */
  url(name: string): string {
    const pieces = this.pieces(name);
    const text = textOf(pieces).trim();
    if (text === '' || isDrawn(pieces)) return text;
    const parsed = parseUrl(text);
    if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
      this.report(name, 'This is not a URL.', 'Write the whole address, with https:// in front.');
      return '';
    }
    if (parsed.username !== '' || parsed.password !== '') {
      this.report(name, 'A URL cannot hold a username or password.', 'Remove what stands before the @.');
      return '';
    }
    const secretAt = pieces.findIndex((piece) => (piece.secrets?.length ?? 0) > 0);
    const before = secretAt < 0 ? text : textOf(pieces.slice(0, secretAt)).trimStart();
    if (/^https?:\/\/[^/?#\\]+[/?#]/i.test(before) || secretAt < 0) return parsed.href.replace(/#.*$/, '');
    this.report(name, 'A secret cannot decide where the request goes.', 'Write the host as text or as a variable.');
    return '';
  }

  /** Like `url`, where it may be blank. */
  optionalUrl(name: string): string {
    return this.text(name) === '' ? '' : this.url(name);
  }

  isOn(name: string): boolean {
    return this.text(name) === 'yes';
  }

  /** `name=value`, one a line. A value is never read for names. */
  pairs(name: string, separator: '=' | ':'): [string, string][] {
    return this.lines(name).flatMap((pieces): [string, string][] => {
      const text = textOf(pieces);
      if (text.trim() === '') return [];
      const at = (pieces[0]?.text ?? '').indexOf(separator);
      if (at > 0) return [[text.slice(0, at).trim(), text.slice(at + 1).trim()]];
      const form = separator === '=' ? 'name=value' : 'Name: value';
      this.report(name, `A line is not of the form ${form}.`, `Write one a line, as ${form}.`);
      return [];
    });
  }

  /** The pieces of each line; line breaks within a value are no new line. */
  lines(name: string): Piece[][] {
    const lines: Piece[][] = [[]];
    for (const piece of this.pieces(name)) {
      const parts = piece.from === undefined ? piece.text.split(/\r?\n/) : [piece.text];
      for (const [index, text] of parts.entries()) {
        if (index > 0) lines.push([]);
        if (text !== '') lines.at(-1)?.push({ ...piece, text });
      }
    }
    return lines;
  }

  client(secretIsRequired: boolean): TokenClient {
    const id = this.text('clientId');
    const secret = this.raw('clientSecret');
    const type = this.text('tokenClientAuth') === 'body' ? 'body' : 'basic';
    if (secret !== '') return { id, authentication: { type, secret } };
    if (secretIsRequired && !isDrawn(this.pieces('clientSecret'))) {
      this.report('clientSecret', 'The client secret is not set in this environment.', 'Enter it.');
    }
    return { id, authentication: { type: 'none' } };
  }

  attachment(): TokenAttachment {
    if (this.text('tokenPlace') === 'query') {
      return { in: 'query', name: plainName('tokenQueryName', this.pieces('tokenQueryName'), this.problems) };
    }
    const name = plainName('tokenHeaderName', this.pieces('tokenHeaderName'), this.problems).trim();
    return { in: 'header', name, prefix: this.raw('tokenPrefix') };
  }

  refusals(): number[] {
    const text = this.text('tokenRefusals');
    const statuses = text === '' ? [] : text.split(/[\s,;]+/).filter((part) => part !== '');
    if (statuses.every((part) => /^[1-5]\d\d$/.test(part))) return [...new Set([401, ...statuses.map(Number)])];
    this.report('tokenRefusals', `"${text}" is not a list of statuses.`, 'Write them as 403, 419.');
    return [401];
  }

  bodyRefusals(): BodyRefusal[] {
    return this.pairs('tokenBodyRefusals', '=').map(([path, value]) => ({ path: toPath(path), value }));
  }

  path(name: string): string[] {
    return toPath(this.text(name));
  }

  parameters(...named: readonly (readonly [string, string])[]): [string, string][] {
    const own = named.flatMap(([name, value]): [string, string][] => (value === '' ? [] : [[name, value]]));
    return [...own, ...this.pairs('tokenParameters', '=')];
  }

  /** The finished application of a kind whose whole work is one token step. */
  apply(grant: TokenGrant, answer: Partial<TokenAnswerForm> = {}): AuthApplication {
    const attachment = this.attachment();
    const step: TokenStep = {
      kind: 'token',
      grant,
      answer: {
        token: { in: 'body', path: this.path('tokenName') },
        expiry: { in: 'body', path: ['expires_in'] },
        format: 'auto',
        ...answer,
      },
      attachment,
      refusals: this.refusals(),
      bodyRefusals: this.bodyRefusals(),
      origins: originsOf(grant),
      secrets: stepSecrets(...Object.values(this.#fields)),
    };
    const token = drawnAtSending('token');
    return {
      ...NOTHING_APPLIED,
      ...(attachment.in === 'header' && attachment.name !== ''
        ? { addedHeaders: [{ name: attachment.name, pieces: [{ text: attachment.prefix }, token] }] }
        : {}),
      ...(attachment.in === 'query' && attachment.name !== ''
        ? { addedQuery: [{ name: attachment.name, pieces: [token] }] }
        : {}),
      steps: [step],
      problems: this.problems,
    };
  }
}

/** Members within members, joined by dots. */
function toPath(text: string): string[] {
  return text
    .replace(/^\$\.?/, '')
    .split('.')
    .filter((part) => part !== '');
}

/** Wherever a provider is asked something: each gets the secrets of the client, or a token. */
function originsOf(grant: TokenGrant): string[] {
  const further = 'revokeUrl' in grant ? [grant.revokeUrl] : [];
  if (grant.type === 'device') further.push(grant.deviceUrl);
  if (grant.type === 'code' && grant.profile !== null) further.push(grant.profile.url);
  const origins = [grant.tokenUrl, ...further].map((url) => parseUrl(url)?.origin ?? '');
  return [...new Set(origins)].filter((origin) => origin !== '');
}
