import type { Input } from '../document/input.ts';
import { innerText } from '../inputs/input-value.ts';
import { parseUrl } from '../platform.ts';
import type { TemplatePart } from '../template/template.ts';
import type { BuildContext, Site } from './build-context.ts';
import type { LocatedUrl } from './build-url.ts';
import { isDrawn, type Piece, textOf } from './piece.ts';

export interface BuiltAuthority {
  /** `scheme://host[:port]` as written. */
  text: string;
  /** Normalised; null where a preview drew a part of it. */
  origin: string | null;
}

/** Everything that would end the host, or that WHATWG URL would decode or drop. */
const NOT_IN_HOST = /[\s/\\?#@%<>^|]/;
/** What an input may bring into the host: one or more labels, nothing that has a meaning of its own. */
const HOST_VALUE = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;

/** Scheme, host and port. No value but a listed one gets here, and never a secret. */
export function buildAuthority(ctx: BuildContext, { template, site }: LocatedUrl): BuiltAuthority | null {
  if (template.scheme.length === 0 && template.authority.length === 0) {
    ctx.lack(site, 'There is no base URL for this environment.', 'Set it in the API, such as https://api.example.com.');
    return ctx.isPreview ? { text: '{{base URL}}', origin: null } : null;
  }
  const issuesBefore = ctx.issues.length;
  const scheme = template.scheme.flatMap((part) => schemePart(ctx, part, site));
  const authority = template.authority.flatMap((part) => authorityPart(ctx, part, site));
  const schemeText = textOf(scheme).toLowerCase();
  const isWholeUrlDrawn = template.scheme.length === 0 && isDrawn(authority);
  const text = isWholeUrlDrawn ? textOf(authority) : `${schemeText}://${textOf(authority)}`;
  if (isDrawn([...scheme, ...authority])) return ctx.issues.length > issuesBefore ? null : { text, origin: null };
  if (ctx.issues.length > issuesBefore) return null;
  return checkAuthority(ctx, site, schemeText, textOf(authority), template.authority.length > 0);
}

function checkAuthority(
  ctx: BuildContext,
  site: Site,
  scheme: string,
  authority: string,
  hasAuthority: boolean,
): BuiltAuthority | null {
  const fix = 'Write it as https://api.example.com.';
  if (!hasAuthority) ctx.report(site, 'The URL has no scheme and host.', fix);
  else if (scheme !== 'http' && scheme !== 'https') ctx.report(site, `"${scheme}" is not http or https.`, fix);
  else if (authority.includes('@')) {
    ctx.report(site, 'A URL cannot hold a username or password.', 'Choose the authentication HTTP Basic Auth.');
  } else {
    const parsed = NOT_IN_HOST.test(authority) ? null : parseUrl(`${scheme}://${authority}/`);
    if (parsed && parsed.pathname === '/' && parsed.host !== '') {
      return { text: `${scheme}://${authority}`, origin: parsed.origin };
    }
    ctx.report(site, `"${authority}" is not a host.`, fix);
  }
  return null;
}

function schemePart(ctx: BuildContext, part: TemplatePart, site: Site): Piece[] {
  if (part.kind === 'text') return [{ text: part.text }];
  if (part.kind === 'variable') return plainVariable(ctx, part, site);
  ctx.report(site, `The input "${part.name}" cannot choose the scheme.`, 'Write http or https.', part);
  return [];
}

/** A variable where a secret would be shown to the network and could choose where secrets go. */
function plainVariable(ctx: BuildContext, part: { name: string; start: number; end: number }, site: Site): Piece[] {
  if (ctx.args.values.get(part.name)?.kind === 'secret') {
    ctx.report(
      site,
      `{{${part.name}}} is a secret, which cannot stand in scheme, host or port.`,
      'Use a variable.',
      part,
    );
    return [];
  }
  return [ctx.variable(part, site)];
}

function authorityPart(ctx: BuildContext, part: TemplatePart, site: Site): Piece[] {
  if (part.kind === 'text') return [{ text: part.text }];
  if (part.kind === 'variable') return plainVariable(ctx, part, site);
  const input = ctx.input(part.name);
  const allowed = input?.definition.allowedValues;
  if (allowed === undefined || allowed.length === 0) {
    const fix = 'List the values it may take, in the settings of the input.';
    ctx.report(site, `The input "${part.name}" stands in the host and needs a list of allowed values.`, fix, part);
    return [];
  }
  const drawn = ctx.drawnInput(part.name, `[${part.name}]`);
  if (drawn) return [drawn];
  const piece = ctx.inputPiece(part.name, innerText(input?.value));
  checkHostInput(ctx, piece, site, allowed, input?.definition);
  return [piece];
}

function checkHostInput(
  ctx: BuildContext,
  piece: Piece,
  site: Site,
  allowed: readonly string[],
  definition: Input | undefined,
): void {
  const list = allowed.map((value) => `"${value}"`).join(', ');
  if (definition?.isSensitive) {
    ctx.refuse(piece, site, 'is sensitive, and stands in the host.', 'Let it not be sensitive, or move it.');
  } else if (!allowed.includes(piece.text)) {
    ctx.refuse(piece, site, 'chooses the host, and is none of its allowed values.', `Pass one of ${list}.`);
  } else if (!HOST_VALUE.test(piece.text)) {
    ctx.refuse(
      piece,
      site,
      `is "${piece.text}", which cannot be part of a host.`,
      'Use letters, digits, . and - only.',
    );
  }
}
