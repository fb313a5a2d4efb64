/** Somebody at the pages of `startOidcServer`, with a browser's cookies: signs in and allows it, or turns it down. */
export async function answerAtProvider(
  authorizeUrl: string,
  { name = 'alice', allows = true }: { name?: string; allows?: boolean } = {},
): Promise<string> {
  const cookies = new Map<string, string>();
  const origin = new URL(authorizeUrl).origin;
  let next: { url: string; form?: Record<string, string> } = { url: authorizeUrl };
  for (let step = 0; step < 20; step += 1) {
    const res = await fetch(next.url, {
      redirect: 'manual',
      method: next.form ? 'POST' : 'GET',
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(next.form ? { body: new URLSearchParams(next.form) } : {}),
    });
    for (const line of res.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(key, value);
    }
    const location = res.headers.get('location');
    const text = await res.text();
    if (location !== null) {
      const url = new URL(location, next.url);
      if (url.origin !== origin) return url.href;
      next = { url: url.href };
      continue;
    }
    if (!allows) {
      next = { url: `${next.url}/abort` };
      continue;
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1];
    if (prompt === undefined) throw new Error(`the provider shows something else: ${res.status} ${text.slice(0, 500)}`);
    next = { url: next.url, form: prompt === 'login' ? { prompt, login: name, password: 'any' } : { prompt } };
  }
  throw new Error('the provider does not come to an end');
}
