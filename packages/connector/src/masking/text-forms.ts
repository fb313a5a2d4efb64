import { encodeFormText, encodeValue } from '../encoding/percent.ts';

const NOT_ASCII = /[^\0-\u007f]/g;

/** By UTF-16 unit, as JSON writes characters beyond U+FFFF. */
function unicodeEscape(character: string, isUpperCase: boolean): string {
  return character
    .split('')
    .map((unit) => {
      const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
      return `\\u${isUpperCase ? hex.toUpperCase() : hex}`;
    })
    .join('');
}

/** What writers of JSON escape beyond what they must: nothing; Go; PHP and Rails; Gson; .NET. */
const JSON_SPECIALS = [
  /(?!)/g,
  /[<>&\u2028\u2029]/g,
  /[<>&'\u2028\u2029]/g,
  /[<>&'=\u2028\u2029]/g,
  /[<>&'+`\u007f\u2028\u2029]/g,
];

/**
 * A text as the inside of a JSON string: as each known writer does it, with or without its further habits (`\u0022`,
 * `\/` or `\u002f`, all that is not ASCII escaped), in lower and in upper case. A habit that does not touch the text
 * costs nothing. Also as JSON within JSON.
 */
export function jsonForms(text: string): Set<string> {
  const minimal = insideJson(text);
  const forms = new Set([text, minimal, insideJson(minimal)]);
  for (const isUpperCase of [false, true]) {
    const escaped = (character: string) => unicodeEscape(character, isUpperCase);
    forms.add(text.replace(/[^A-Za-z0-9_.-]/g, escaped));
    for (const quoted of new Set([minimal, minimal.replaceAll('\\"', '\\u0022')])) {
      for (const special of new Set(JSON_SPECIALS.map((each) => quoted.replace(each, escaped)))) {
        for (const form of new Set([special, special.replace(NOT_ASCII, escaped)])) {
          for (const slash of ['/', '\\/', escaped('/')]) forms.add(form.replaceAll('/', slash));
        }
      }
    }
  }
  return forms;
}

function insideJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What the WHATWG URL standard encodes when it reads an address in which the text stands as it is. */
const NOT_IN_QUERY = /[\0-\u0020"#<>'\u007f]|[^\0-\u007f]+/gu;
const NOT_IN_PATH = /[\0-\u0020"#<>?^`{}\u007f]|[^\0-\u007f]+/gu;

function asUrlReads(text: string, encoded: RegExp): string {
  return text.replace(encoded, (character) => (character === "'" ? '%27' : encodeURIComponent(character)));
}

/** In a path, a query and a form, in both cases of the hexadecimal digits; encoded twice, as an address within an address; JSON. */
export function percentForms(text: string): Set<string> {
  const forms = new Set<string>();
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\ufffd');
  const json = insideJson(wellFormed);
  const encoded = [
    encodeValue(wellFormed),
    encodeURIComponent(wellFormed),
    encodeURI(wellFormed),
    encodeFormText(wellFormed),
    ...(json === wellFormed ? [] : [encodeURIComponent(json), encodeFormText(json)]),
    asUrlReads(wellFormed, NOT_IN_QUERY),
    asUrlReads(wellFormed, NOT_IN_PATH).replaceAll('\\', '/'),
  ];
  for (const form of [...encoded, ...encoded.map((each) => each.replaceAll('%20', '+'))]) {
    const lower = form.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
    for (const each of [form, lower]) forms.add(each).add(each.replaceAll('%', '%25')).add(insideJson(each));
  }
  return forms;
}

const HTML_TEXT = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** What writers of HTML and XML make of what is special there. */
const HTML_WRITERS: readonly Readonly<Record<string, string>>[] = [
  HTML_TEXT,
  { ...HTML_TEXT, '"': '&quot;' },
  // Lodash, Ruby, Express; PHP; Python and React; XML; Go and Jinja.
  { ...HTML_TEXT, '"': '&quot;', "'": '&#39;' },
  { ...HTML_TEXT, '"': '&quot;', "'": '&#039;' },
  { ...HTML_TEXT, '"': '&quot;', "'": '&#x27;' },
  { ...HTML_TEXT, '"': '&quot;', "'": '&apos;' },
  { ...HTML_TEXT, '"': '&#34;', "'": '&#39;' },
  // Templates: Go, .NET, Handlebars, Mustache.
  { ...HTML_TEXT, '"': '&#34;', "'": '&#39;', '+': '&#43;' },
  { ...HTML_TEXT, '"': '&quot;', "'": '&#x27;', '+': '&#x2B;', '`': '&#x60;' },
  { ...HTML_TEXT, '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' },
  { ...HTML_TEXT, '"': '&quot;', "'": '&#39;', '/': '&#x2F;', '`': '&#x60;', '=': '&#x3D;' },
  { ...HTML_TEXT, '"': '&quot;', "'": '&#x27;', '/': '&#x2F;' },
];

/** A text in a page or in XML, also where that is sent on in JSON. */
export function htmlForms(text: string): Set<string> {
  const forms = HTML_WRITERS.map((writer) =>
    text.replace(/[&<>"'+`=/]/g, (character) => writer[character] ?? character),
  );
  return new Set([...forms, ...forms.map(insideJson)]);
}
