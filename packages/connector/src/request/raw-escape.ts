import type { Body, RawEscape } from '../document/call-document.ts';
import { encodeValue, hasLoneSurrogate } from '../encoding/percent.ts';
import { isRawEscape } from '../template/text-template.ts';
import type { BuildContext, Site } from './build-context.ts';
import type { Piece } from './piece.ts';
import { escapeJson } from './render-json.ts';

/** XML 1.0 §2.2: characters that an XML document cannot hold in any form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A parser would turn it into a line feed.
  '\r': '&#13;',
};

/** XML types escape for XML, all others not at all, unless the call says otherwise for that input. */
export function defaultRawEscape(contentType: string): RawEscape {
  return /^[^;]*[/+]xml\s*(?:;|$)/i.test(contentType) ? 'xml' : 'none';
}

/** A value escaped for its place in a raw body: as its use asks, else as its input is set, else by the content type. */
export function rawEscape(
  ctx: BuildContext,
  site: Site,
  body: Extract<Body, { kind: 'raw' }>,
  { piece, asked }: { piece: Piece; asked: string | undefined },
): string {
  const { text, from } = piece;
  const chosen = from?.kind === 'input' && Object.hasOwn(body.escapes, from.name) ? body.escapes[from.name] : undefined;
  switch (isRawEscape(asked) ? asked : (chosen ?? defaultRawEscape(body.contentType))) {
    case 'none':
      return text;
    case 'json':
      return escapeJson(text);
    case 'url':
      // What has no UTF-8 form is refused with the body.
      return hasLoneSurrogate(text) ? text : encodeValue(text);
    case 'xml':
      if (NOT_XML.test(text)) {
        ctx.refuse(piece, site, 'holds a character that XML cannot hold.', 'Remove the control character.');
      }
      return text.replace(/[&<>"'\r]/g, (character) => XML_ENTITIES[character] ?? character);
  }
}
