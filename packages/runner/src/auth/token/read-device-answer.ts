import { readMembers, refusal } from './read-token-answer.ts';
import type { ProviderAnswer } from './send-token-request.ts';
import { DEVICE_PLACE, unreadable } from './token-failure.ts';

/** What a device authorization URL answered. */
export interface DeviceCode {
  /** A secret: whoever has it gets the token. */
  deviceCode: string;
  userCode: string;
  verificationUri: string;
  /** With the code in it; null where there is none. */
  verificationUriComplete: string | null;
  expiresAt: number;
  intervalMs: number;
}

const USER_CODE_CHARS_MAX = 100;
const URI_CHARS_MAX = 2_000;
/** Where the provider does not say; and what it may say: somebody waits for it at a page. */
const LIFE_S = { default: 900, max: 1_800 };
/** RFC 8628 §3.2 has 5 seconds where the provider does not say. */
const INTERVAL_S = { default: 5, min: 1 };

/** Throws a TokenFailure that says what is wrong with the answer, and quotes nothing of it but names. */
export function readDeviceAnswer(answer: ProviderAnswer, now: number): DeviceCode {
  const members = readMembers(answer.text, 'auto');
  const isAccepted = answer.status >= 200 && answer.status <= 299;
  const deviceCode = textOf(members?.device_code);
  if (!isAccepted || (deviceCode === '' && textOf(members?.error) !== '')) {
    throw refusal(answer, members, now, DEVICE_PLACE);
  }
  if (members === null) {
    const hint = 'Check Device authorization URL: it may lead to a page for people.';
    throw unreadable('deviceUrl', 'The answer of the device authorization URL is not JSON.', hint);
  }
  const userCode = textOf(members.user_code);
  // Google's name for it is from before the standard.
  const verificationUri = webAddress(members.verification_uri ?? members.verification_url);
  if (deviceCode === '') throw without('device_code', members);
  if (userCode === '' || userCode.length > USER_CODE_CHARS_MAX) throw without('user_code', members);
  if (verificationUri === null) throw without('verification_uri that a browser can open', members);
  const lifeS = Math.min(secondsOf(members.expires_in) ?? LIFE_S.default, LIFE_S.max);
  const intervalS = Math.max(secondsOf(members.interval) ?? INTERVAL_S.default, INTERVAL_S.min);
  return {
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete: webAddress(members.verification_uri_complete),
    expiresAt: now + lifeS * 1_000,
    intervalMs: intervalS * 1_000,
  };
}

function without(what: string, members: Readonly<Record<string, unknown>>) {
  const names = Object.keys(members).slice(0, 20).join(', ');
  const hint = `Check Device authorization URL. Its answer has: ${names === '' ? 'nothing' : names}.`;
  return unreadable('deviceUrl', `The answer of the device authorization URL has no ${what}.`, hint);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** It becomes a link: nothing but an address of the web. */
function webAddress(value: unknown): string | null {
  const text = textOf(value);
  if (text.length > URI_CHARS_MAX || !URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

function secondsOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
}
