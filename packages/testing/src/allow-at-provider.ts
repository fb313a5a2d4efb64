import { filledIn, ProviderBrowser } from './provider-browser.ts';

interface Answer {
  name?: string;
  allows?: boolean;
}

const STEPS_MAX = 20;

/** Somebody at the pages of `startOidcServer`, with a browser's cookies: signs in and allows it, or turns it down. */
export async function answerAtProvider(
  authorizeUrl: string,
  { name = 'alice', allows = true }: Answer = {},
): Promise<string> {
  const browser = new ProviderBrowser();
  const { origin } = new URL(authorizeUrl);
  let page = await browser.visit(authorizeUrl);
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (page.location !== null) {
      if (new URL(page.location).origin !== origin) return page.location;
      page = await browser.visit(page.location);
    } else if (allows) {
      const form = filledIn(page, name);
      if (form === null) throw unexpected(page);
      page = await browser.visit(page.url, form);
    } else {
      page = await browser.visit(`${page.url}/abort`);
    }
  }
  throw new Error('the provider does not come to an end');
}

/** Somebody with another device, who follows the address with the code in it: allows it, or turns it down. */
export async function answerAtDevice(
  verificationUriComplete: string,
  { name = 'alice', allows = true }: Answer = {},
): Promise<void> {
  const browser = new ProviderBrowser();
  let page = await browser.visit(verificationUriComplete);
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (page.location !== null) {
      page = await browser.visit(page.location);
      continue;
    }
    const hidden = hiddenFields(page.text);
    if (hidden.user_code !== undefined) {
      const { confirm, ...asked } = hidden;
      const isTurnedDown = confirm !== undefined && !allows;
      page = await browser.visit(new URL('/device', page.url).href, isTurnedDown ? { ...asked, abort: 'yes' } : hidden);
      if (isTurnedDown) return;
      continue;
    }
    const form = filledIn(page, name);
    if (form !== null) {
      page = await browser.visit(page.url, form);
      continue;
    }
    if (page.text.includes('Success')) return;
    throw unexpected(page);
  }
  throw new Error('the provider does not come to an end');
}

function hiddenFields(text: string): Record<string, string> {
  const found = text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

function unexpected({ status, text }: { status: number; text: string }): Error {
  return new Error(`the provider shows something else: ${status} ${text.slice(0, 500)}`);
}
