import type { AuthKind } from '@jackfield/connector';

/** Which page of docs/guide tells how a kind is set up, for those that have one. */
export const AUTH_GUIDES: Partial<Record<AuthKind, string>> = {
  'key-in-url': 'api-key',
  'key-in-header': 'api-key',
  bearer: 'bearer',
  basic: 'basic',
  'oauth2-code': 'oauth2-google',
  'oauth2-device': 'device-code',
  'oauth2-client-credentials': 'client-credentials',
  jwt: 'service-account',
  'client-certificate': 'client-certificate',
};

/** Each comes when it is opened. */
const PAGES = import.meta.glob<string>('../../../../../../docs/guide/*.md', { query: '?raw', import: 'default' });

/** The text of a page, without its pictures, which are of the form that stands beside it. */
export async function readAuthGuide(name: string): Promise<string> {
  const read = PAGES[`../../../../../../docs/guide/${name}.md`];
  if (read === undefined) throw new Error(`There is no page ${name} in docs/guide.`);
  return (await read()).replaceAll(/^!\[.*\n+/gm, '');
}
