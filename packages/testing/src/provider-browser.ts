interface Page {
  url: string;
  status: number;
  /** Where it leads to; null where it is shown. */
  location: string | null;
  text: string;
}

/** A browser without pages, with cookies, for the pages of `startOidcServer`. */
export class ProviderBrowser {
  readonly #cookies = new Map<string, string>();

  async visit(url: string, form?: Record<string, string>): Promise<Page> {
    const res = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie: [...this.#cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of res.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(key, value);
    }
    const location = res.headers.get('location');
    const text = await res.text();
    return { url, status: res.status, location: location && new URL(location, url).href, text };
  }
}

/** What is filled in for somebody who signs in and consents; null where the page asks for neither. */
export function filledIn({ text }: Page, name: string): Record<string, string> | null {
  const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1];
  if (prompt === undefined) return null;
  return prompt === 'login' ? { prompt, login: name, password: 'any' } : { prompt };
}
