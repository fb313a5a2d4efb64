import { decodeBase64 } from '../encoding/base64.ts';
import { hasLoneSurrogate } from '../encoding/percent.ts';
import { LIMITS } from '../limits.ts';

/**
 * A file that an input holds. An object of this class is one, and nothing else: what a caller writes in JSON can never be
 * taken for bytes that it has not passed.
 */
export class FileValue {
  readonly fileName: string;
  /** '' where nobody said it. */
  readonly contentType: string;
  readonly size: number;
  /** Null where only a person looks: a preview draws the name. */
  readonly bytes: Uint8Array | null;

  constructor(fileName: string, contentType: string, content: Uint8Array | number) {
    this.fileName = fileName;
    this.contentType = contentType;
    this.size = typeof content === 'number' ? content : content.length;
    this.bytes = typeof content === 'number' ? null : content;
  }
}

export const UNKNOWN_CONTENT_TYPE = 'application/octet-stream';

type ReadFileResult = { ok: true; file: FileValue } | { ok: false; message: string; fix: string };
const no = (message: string, fix: string): ReadFileResult => ({ ok: false, message, fix });

const FILE_NAME_CHARS_MAX = 255;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROL = /[\u0000-\u001f\u007f]/;
/** RFC 9110 §8.3.1, its parameters as plain characters. */
const CONTENT_TYPE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:\s*;[\t\u0020-\u007e]*)?$/;

export function isContentType(text: string): boolean {
  return CONTENT_TYPE.test(text);
}

export const FILE_FIX = 'Pass a file, {"filename": "a.png", "contents": "<Base64>"}, or the web address of one.';

/** Reads `{filename, contentType?, contents}`, the form of a file in JSON. */
export function readFileObject(value: object): ReadFileResult {
  const { filename, contentType = '', contents, ...others } = value as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return no(`has a member "${unknown}" that a file has not.`, FILE_FIX);
  if (typeof filename !== 'string') return no('is a file without a filename.', FILE_FIX);
  if (typeof contents !== 'string') return no('is a file without contents.', FILE_FIX);
  if (typeof contentType !== 'string') return no('has a content type that is no text.', FILE_FIX);
  const bytes = decodeBase64(contents);
  if (bytes === null) return no('has contents that are no Base64.', 'Encode the bytes of the file in Base64.');
  return checkFile(new FileValue(filename, contentType.trim(), bytes));
}

/** Whether a file can be sent as it is called and described. */
export function checkFile(file: FileValue): ReadFileResult {
  const { fileName, contentType, size } = file;
  if (fileName === '' || fileName.length > FILE_NAME_CHARS_MAX) {
    return no(`needs a filename of 1 to ${FILE_NAME_CHARS_MAX} characters.`, 'Name the file.');
  }
  if (CONTROL.test(fileName) || hasLoneSurrogate(fileName)) {
    return no('has a filename that holds a control character, or half of a character.', 'Name the file otherwise.');
  }
  if (contentType !== '' && !isContentType(contentType)) {
    return no(`has the content type "${contentType.slice(0, 80)}", which is none.`, 'Pass one such as image/png.');
  }
  if (size > LIMITS.filesBytesMax) {
    const megabytes = LIMITS.filesBytesMax / (1024 * 1024);
    return no(`is larger than ${megabytes} MB.`, 'Pass a smaller file.');
  }
  return { ok: true, file };
}
