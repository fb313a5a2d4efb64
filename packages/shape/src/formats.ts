/** The string formats that inference knows; at most one fits a given text. */
export const TEXT_FORMATS = ['date-time', 'date', 'uuid', 'email', 'uri', 'ipv4', 'ipv6'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[zZ]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL_LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/**
 * RFC 3986 with an authority; brackets are left to IPv6 hosts, which APIs do not send in practice. `%` stands in the
 * sets of characters, and what follows it is looked at only where there is one: that is several times faster.
 */
const URI =
  /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9._~!$&'()*+,;=:%-]*@)?[a-z0-9._~!$&'()*+,;=%-]+(?::\d*)?(?:\/[a-z0-9._~!$&'()*+,;=:@/%-]*)?(?:\?[a-z0-9._~!$&'()*+,;=:@/?%-]*)?(?:#[a-z0-9._~!$&'()*+,;=:@/?%-]*)?$/i;
const BAD_PERCENT = /%(?![0-9a-f]{2})/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const HEX_GROUP = /^[0-9a-f]{1,4}$/i;
/** Longer text is not looked at: it bounds the work per value. */
const URI_LENGTH_MAX = 2_048;

const HYPHEN = 45;
const UPPER_T = 84;
const LOWER_T = 116;

/** The one format that the text fits, or null. Every answer also holds for JSON Schema's `format` of that name. */
export function formatOf(text: string): TextFormat | null {
  const length = text.length;
  if (length < 2 || length > URI_LENGTH_MAX) return null;
  if (length >= 10 && text.charCodeAt(4) === HYPHEN) {
    if (length === 10) return isDate(text) ? 'date' : null;
    const separator = text.charCodeAt(10);
    if (separator === UPPER_T || separator === LOWER_T) return isDateTime(text) ? 'date-time' : null;
  }
  if (length === 36 && UUID.test(text)) return 'uuid';
  if (text.includes('://')) return isUri(text) ? 'uri' : null;
  if (length <= 254 && text.includes('@')) return isEmail(text) ? 'email' : null;
  if (length <= 15 && IPV4.test(text)) return 'ipv4';
  return length <= 45 && text.includes(':') && isIpv6(text) ? 'ipv6' : null;
}

/** A day that exists: 2026-02-30 does not. */
function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** RFC 3339, so with an offset. */
function isDateTime(text: string): boolean {
  return TIME.test(text.slice(11)) && isDate(text.slice(0, 10));
}

function isUri(text: string): boolean {
  return URI.test(text) && !(text.includes('%') && BAD_PERCENT.test(text));
}

function isEmail(text: string): boolean {
  const at = text.indexOf('@');
  const labels = text.slice(at + 1).split('.');
  return labels.length >= 2 && EMAIL_LOCAL.test(text.slice(0, at)) && labels.every((label) => HOST_LABEL.test(label));
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (const [index, half] of halves.entries()) {
    if (half === '') continue;
    const parts = half.split(':');
    const last = parts.at(-1) ?? '';
    if (index === halves.length - 1 && last.includes('.')) {
      if (!IPV4.test(last)) return false;
      parts.pop();
      groups += 2;
    }
    if (!parts.every((part) => HEX_GROUP.test(part))) return false;
    groups += parts.length;
  }
  return halves.length === 2 ? groups <= 7 : groups === 8;
}
