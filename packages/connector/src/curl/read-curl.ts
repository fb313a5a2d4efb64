import { type CurlPart, readCurlPart, readCurlText } from './curl-form.ts';
import { type CurlOption, meaningOf } from './curl-options.ts';
import { splitCommand } from './split-command.ts';

/** A curl command as data; nothing of it is guessed. */
export interface CurlCommand {
  /** With the query that `--get` and `--url-query` add. */
  url: string;
  method: string;
  /** In order; names as written. */
  headers: [name: string, value: string][];
  /** What `-d` and its kin send, joined as curl joins it; null without. */
  data: string | null;
  /** The path of the file that is the whole body; null without. No file is read. */
  file: string | null;
  /** The parts that `-F` makes, in order. */
  form: CurlPart[];
  login: { username: string; password: string } | null;
  /** What was left out and why, as sentences. */
  notes: string[];
}

export type ReadCurlResult = { ok: true; command: CurlCommand } | { ok: false; message: string };

/** Whether a text is meant as a curl command. */
export function isCurlCommand(text: string): boolean {
  return /^\s*(?:[$%>] )?curl(?:\.exe)?\s/i.test(text);
}

/** Reads `curl …` as shells and curl do: quotes, continued lines, joined short options. Reads no file, runs nothing. */
export function readCurl(text: string): ReadCurlResult {
  const words = splitCommand(text);
  if (words === null) return { ok: false, message: 'A quote in the command is not closed. Copy the whole command.' };
  const [program = '', ...rest] = words;
  if (!/(?:^|[\\/])curl(?:\.exe)?$/i.test(program)) {
    return { ok: false, message: 'This is no cURL command: it should begin with curl.' };
  }
  const reader = new CurlReader();
  reader.readWords(rest);
  return reader.finish();
}

/** After one of these the shell goes on with something else. */
const SHELL_OPERATORS = new Set(['|', '||', '&&', ';', '&', '>', '>>', '2>', '2>&1', '2>/dev/null', '|&']);

class CurlReader {
  readonly #urls: string[] = [];
  readonly #headers: [string, string][] = [];
  readonly #form: CurlPart[] = [];
  readonly #query: string[] = [];
  readonly #notes = new Set<string>();
  #data: string | null = null;
  #file: string | null = null;
  #isUpload = false;
  #method: string | null = null;
  #isGet = false;
  #isHead = false;
  #login: CurlCommand['login'] = null;

  readWords(words: readonly string[]): void {
    const waiting = [...words];
    for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
      if (SHELL_OPERATORS.has(word)) {
        this.#notes.add(`What comes after ${word} is not part of the call.`);
        return;
      }
      if (word.startsWith('--') && word.length > 2) this.#readLong(word.slice(2), waiting);
      else if (word.startsWith('-') && word.length > 1) this.#readShort(word.slice(1), waiting);
      else if (word !== '--') this.#urls.push(word);
    }
  }

  #readLong(word: string, waiting: string[]): void {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    const { option, hasValue } = meaningOf(name);
    this.#take(option, `--${name}`, hasValue ? (equals < 0 ? waiting.shift() : word.slice(equals + 1)) : undefined);
  }

  /** `-sSL`, `-XPOST`, `-H 'a: b'`. */
  #readShort(letters: string, waiting: string[]): void {
    for (let at = 0; at < letters.length; at += 1) {
      const letter = letters.charAt(at);
      const { option, hasValue } = meaningOf(letter);
      const joined = letters.slice(at + 1);
      this.#take(option, `-${letter}`, hasValue ? joined || waiting.shift() : undefined);
      if (hasValue) return;
    }
  }

  #take(option: CurlOption, name: string, value = ''): void {
    switch (option) {
      case 'method':
        this.#method = value;
        break;
      case 'header':
        this.#addHeader(value);
        break;
      case 'data':
        this.#addData(value, name);
        break;
      case 'data-raw':
        this.#joinData(value, '&');
        break;
      case 'data-urlencode':
        this.#addEncoded(value, name);
        break;
      case 'json':
        this.#addData(value, name, '');
        this.#addMissingHeader('Content-Type', 'application/json');
        this.#addMissingHeader('Accept', 'application/json');
        break;
      case 'form':
        this.#addForm(readCurlPart(value), name);
        break;
      case 'form-string':
        this.#addForm(readCurlText(value), name);
        break;
      case 'upload':
        this.#isUpload = true;
        this.#addFile(value, name);
        break;
      case 'get':
        this.#isGet = true;
        break;
      case 'head':
        this.#isHead = true;
        break;
      case 'user':
        this.#login = splitLogin(value);
        break;
      case 'bearer':
        this.#headers.push(['Authorization', `Bearer ${value}`]);
        break;
      case 'agent':
        this.#headers.push(['User-Agent', value]);
        break;
      case 'referer':
        this.#headers.push(['Referer', value]);
        break;
      case 'cookie':
        if (value.includes('=')) this.#headers.push(['Cookie', value]);
        else this.#notes.add(`${name} names a file of cookies, which is not read.`);
        break;
      case 'url':
        this.#urls.push(value);
        break;
      case 'url-query':
        this.#query.push(value.startsWith('+') ? value.slice(1) : encodeField(value));
        break;
      case 'unsupported':
        this.#notes.add(`${name} was left out: a call cannot say that.`);
        break;
      case 'ignored':
        break;
    }
  }

  #addHeader(text: string): void {
    if (text.startsWith('@')) {
      this.#notes.add(`The headers in the file ${text.slice(1)} were left out: no file is read.`);
      return;
    }
    const match = /^([^:;]+)(?:;\s*|:\s*([\s\S]*))$/.exec(text);
    const [, name, value = ''] = match ?? [];
    if (name === undefined) this.#notes.add(`The header “${text.slice(0, 40)}” has no name and was left out.`);
    // `Name:` takes out one that curl would add; `Name;` sends it empty.
    else if (value.trim() !== '' || text.trimEnd().endsWith(';')) this.#headers.push([name.trim(), value.trim()]);
  }

  #addMissingHeader(name: string, value: string): void {
    const isThere = this.#headers.some(([own]) => own.toLowerCase() === name.toLowerCase());
    if (!isThere) this.#headers.push([name, value]);
  }

  #addData(value: string, name: string, between = '&'): void {
    if (value.startsWith('@')) this.#addFile(value.slice(1), name);
    else this.#joinData(value, between);
  }

  /** One file is the whole body; beside other data it would have to be read. */
  #addFile(path: string, name: string): void {
    if (this.#file === null && this.#data === null) this.#file = path;
    else this.#noteFile(path, name);
  }

  #noteFile(path: string, name: string): void {
    this.#notes.add(`${name} reads the file ${path}: put its text into the body.`);
  }

  #addEncoded(value: string, name: string): void {
    const file = /^([^=@]*)@(.+)$/.exec(value);
    if (file) this.#noteFile(file[2] ?? '', name);
    else this.#joinData(encodeField(value), '&');
  }

  #joinData(text: string, between: string): void {
    if (this.#file !== null) {
      this.#noteFile(this.#file, '-d');
      this.#file = null;
    }
    this.#data = this.#data === null ? text : `${this.#data}${between}${text}`;
  }

  #addForm(part: CurlPart | null, name: string): void {
    if (part === null) this.#notes.add(`${name} names no field and was left out.`);
    else this.#form.push(part);
  }

  finish(): ReadCurlResult {
    const [first, ...others] = this.#urls;
    if (first === undefined) return { ok: false, message: 'The command names no address. Copy the whole command.' };
    if (others.length > 0) this.#notes.add(`It names ${others.length + 1} addresses; only the first was taken.`);
    const hasBody = ((this.#data ?? this.#file) !== null && !this.#isGet) || this.#form.length > 0;
    const usual = this.#isUpload ? 'PUT' : hasBody ? 'POST' : 'GET';
    const query = [...this.#query, ...(this.#isGet && this.#data !== null ? [this.#data] : [])];
    return {
      ok: true,
      command: {
        url: addQuery(first, query),
        method: this.#method ?? (this.#isHead ? 'HEAD' : usual),
        headers: this.#headers,
        data: this.#isGet ? null : this.#data,
        file: this.#isGet ? null : this.#file,
        form: this.#form,
        login: this.#login,
        notes: [...this.#notes],
      },
    };
  }
}

function splitLogin(text: string): { username: string; password: string } {
  const colon = text.indexOf(':');
  return colon < 0
    ? { username: text, password: '' }
    : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** `--data-urlencode`: `text`, `=text` or `name=text`, of which the text is encoded. */
function encodeField(field: string): string {
  const equals = field.indexOf('=');
  if (equals < 0) return encodeURIComponent(field);
  const name = field.slice(0, equals);
  return `${name === '' ? '' : `${name}=`}${encodeURIComponent(field.slice(equals + 1))}`;
}

function addQuery(url: string, pairs: readonly string[]): string {
  if (pairs.length === 0) return url;
  const [address = '', fragment] = url.split(/(?=#)/, 2);
  return `${address}${address.includes('?') ? '&' : '?'}${pairs.join('&')}${fragment ?? ''}`;
}
