import { beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';

const PLACE = { userId: 'ann', document: 'call.1' };
const SCHEMAS = { draft: z.string(), saved: z.object({ version: z.number() }) };
const base = { version: 1 };

type Drafts = typeof import('./unsaved-drafts.ts');

/** A browser with a storage of its own, in which pages are opened, left and lost. */
function openBrowser() {
  const stored: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => stored[key] ?? null,
    setItem: (key: string, value: string) => {
      stored[key] = value;
    },
    removeItem: (key: string) => {
      delete stored[key];
    },
  };
  const locks = new Set<string>();
  vi.stubGlobal(
    'localStorage',
    new Proxy(stored, { get: (target, key: string) => methods[key as 'getItem'] ?? target[key] }),
  );
  return {
    stored,
    openPage: async () => {
      vi.resetModules();
      let leave = () => {};
      const own: string[] = [];
      vi.stubGlobal('window', {
        addEventListener: (_: string, listener: () => void) => {
          leave = listener;
        },
      });
      vi.stubGlobal('navigator', {
        locks: {
          request: (name: string) => own.push(name) && locks.add(name),
          query: async () => ({ held: [...locks].map((name) => ({ name })) }),
        },
      });
      const drafts: Drafts = await import('./unsaved-drafts.ts');
      drafts.startKeeping();
      const lose = () => {
        for (const name of own) locks.delete(name);
      };
      return { ...drafts, leave: () => leave(), lose };
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

test('what a page typed is taken over once that page is left, or lost, and never while it is open', async () => {
  const browser = openBrowser();
  const [first, second] = [await browser.openPage(), await browser.openPage()];
  first.keepUnsaved(PLACE, { draft: 'first', base, isPartial: false });
  second.keepUnsaved(PLACE, { draft: 'second', base, isPartial: true });
  vi.advanceTimersByTime(1_000);
  const third = await browser.openPage();
  expect(await third.claimUnsaved(PLACE, SCHEMAS)).toBeNull();
  first.leave();
  expect(await third.claimUnsaved(PLACE, SCHEMAS)).toMatchObject({ draft: 'first', base, isPartial: false });
  third.keepUnsaved(PLACE, null);
  expect(await third.claimUnsaved(PLACE, SCHEMAS)).toBeNull();
  second.lose();
  expect(await third.claimUnsaved(PLACE, SCHEMAS)).toMatchObject({ draft: 'second', isPartial: true });
});

test('nobody sees the drafts of another person, and signing out forgets all of one', async () => {
  const browser = openBrowser();
  const page = await browser.openPage();
  page.keepUnsaved(PLACE, { draft: "Ann's", base, isPartial: false });
  page.keepUnsaved({ ...PLACE, userId: 'bob' }, { draft: "Bob's", base, isPartial: false });
  vi.advanceTimersByTime(1_000);
  page.keepUnsaved({ userId: 'ann', document: 'call.2' }, { draft: 'not written yet', base, isPartial: false });
  page.forgetUnsaved('ann');
  vi.advanceTimersByTime(1_000);
  expect(Object.keys(browser.stored)).toEqual([expect.stringContaining('bob/call.1/')]);
});

test('what is typed when the page is left is written before it goes, and gone after two weeks', async () => {
  const browser = openBrowser();
  const page = await browser.openPage();
  page.keepUnsaved(PLACE, { draft: 'typed', base, isPartial: false });
  page.leave();
  expect(Object.keys(browser.stored)).toHaveLength(1);
  vi.advanceTimersByTime(15 * 86_400_000);
  await browser.openPage();
  expect(browser.stored).toEqual({});
});
