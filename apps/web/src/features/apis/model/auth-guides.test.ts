import { expect, test } from 'vitest';
import { AUTH_GUIDES, readAuthGuide } from './auth-guides.ts';

test.each([...new Set(Object.values(AUTH_GUIDES))])('the guide %s is there, without pictures', async (name) => {
  const text = await readAuthGuide(name);
  expect(text).toMatch(/^# \S/);
  expect(text).not.toContain('](images/');
});
