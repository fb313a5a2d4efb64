import type { SentPart, SentRequest } from '../run/envelope.ts';
import { quotedForForm } from './curl-form.ts';

/** The request as a command for a shell; what was masked stands in it as `{{name}}`, to be filled in. */
export function requestCurl({ method, url, headers, body, form, file }: SentRequest): string {
  const parts = [`curl ${quoted(url)}`];
  const usual = body === null ? 'GET' : 'POST';
  if (method === 'HEAD') parts.push('--head');
  else if (method !== usual) parts.push(`-X ${method}`);
  for (const [name, value] of headers) {
    // Of a form curl says it by itself, with the boundary that it makes.
    if (form !== undefined && name.toLowerCase() === 'content-type') continue;
    // curl asks for what it can undo by itself.
    if (name.toLowerCase() === 'accept-encoding') parts.push('--compressed');
    else parts.push(`-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`);
  }
  if (form !== undefined) parts.push(...form.map(formPart));
  else if (file !== undefined) parts.push(`--data-binary ${quoted(`@${file.fileName}`)}`);
  else if (body !== null) parts.push(`--data-raw ${quoted(body)}`);
  return parts.join(' \\\n  ');
}

/** Files stand in it by their names: whoever runs it has them. */
function formPart({ name, value, contentType, file }: SentPart): string {
  const type = contentType === null ? '' : `;type=${contentType}`;
  if (file !== null) return `-F ${quoted(`${name}=@${quotedForForm(file.fileName)}${type}`)}`;
  if (contentType === null) return `--form-string ${quoted(`${name}=${value ?? ''}`)}`;
  return `-F ${quoted(`${name}=${quotedForForm(value ?? '')}${type}`)}`;
}

/** In single quotes nothing has a meaning but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
