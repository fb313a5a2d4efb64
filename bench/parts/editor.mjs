// What the editor weighs and how quick it is, in a headless Chromium.
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { aimsTable, judged, median, percentile, table } from '../tables.mjs';

const { chromium } = createRequire(new URL('../../apps/e2e/package.json', import.meta.url))('@playwright/test');

/** Before the page fetches ahead what it may need later, which it does after two seconds. */
const COLD_MS = 1_500;
const PREFETCHED_MS = 6_000;
const KEYS = 120;
const OPENINGS = 5;

export async function measureEditor({ port }) {
  const executablePath = await findChromium((line) => console.error(line));
  if (executablePath === undefined) throw new Error('No browser: install Chromium, or name one in CHROME_PATH.');
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
  try {
    const context = await browser.newContext({
      baseURL: `http://127.0.0.1:${port}`,
      viewport: { width: 1440, height: 900 },
    });
    const pages = [await loadCold(context, 'sign-in', '/sign-in')];
    const { projectId, calls } = await signIn(context);
    const addressOf = (name) => `/projects/${projectId}/calls/${calls.get(name)}`;
    pages.push(await loadCold(context, 'project', `/projects/${projectId}`));
    pages.push(await loadCold(context, 'call', addressOf('Get 1kb')));
    const monaco = await measureMonaco(context, addressOf('Get 1kb'));
    const typing = await measureTyping(context, addressOf('Get 5mb'));
    return report(pages, monaco, typing, await measureLarge(context, addressOf('Get 50mb')));
  } finally {
    await browser.close();
  }
}

function report(pages, monaco, typing, large) {
  const first = pages.find(({ name }) => name === 'sign-in');
  const project = pages.find(({ name }) => name === 'project');
  const monacoFirst = Math.max(...pages.map((page) => page.monacoKb));
  const aims = [
    {
      claim: 'first load of the editor, signed out: JS and CSS, gzip',
      unit: ' KB',
      ...judged(first.kb, { atMost: 250 }),
    },
    { claim: 'first load of a project: JS and CSS, gzip', unit: ' KB', ...judged(project.kb, { atMost: 250 }) },
    { claim: 'of them Monaco', unit: ' KB', ...judged(monacoFirst, { atMost: 0 }) },
    { claim: 'Monaco: JS without workers, gzip', unit: ' KB', ...judged(monaco.kb, { atMost: 1_000 }) },
    {
      claim: 'from a click to text in Monaco, prefetched, median',
      unit: ' ms',
      ...judged(monaco.openMs, { atMost: 350 }),
    },
    {
      claim: 'typing in the URL bar with a response of 5 MB open: what the page takes of a key, p95',
      unit: ' ms',
      ...judged(percentile(typing.ofUrl.own, 0.95), { atMost: 16 }),
    },
    ...large.map(({ step, longestMs }) => ({
      claim: `50 MB, ${step}: longest task of the page (under 50 ms counts as 0)`,
      unit: ' ms',
      ...judged(longestMs, { atMost: 100 }),
    })),
  ];
  const rows = pages.map(({ name, kb, files, monacoKb, paintMs }) => [
    name,
    kb.toFixed(0),
    files,
    monacoKb,
    paintMs.toFixed(0),
  ]);
  const keys = Object.entries({ 'a field on an empty page': typing.ofBare, 'the URL bar': typing.ofUrl }).map(
    ([where, { toPaint, own }]) => [
      where,
      ...[0.5, 0.95].map((share) => percentile(toPaint, share)),
      ...[0.5, 0.95].map((share) => percentile(own, share).toFixed(1)),
    ],
  );
  const text = `${table(['page, cold', 'JS + CSS KB gzip', 'files', 'of them Monaco KB', 'first paint ms'], rows)}\n\n${table(['typing in', 'key to paint p50 ms', 'p95 ms', 'of it the page p50 ms', 'p95 ms'], keys)}\n\n${aimsTable(aims)}`;
  return { title: 'The editor', text, aims };
}

/** The scripts and styles of a page that nothing is cached for. */
async function loadCold(context, name, address) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const files = collectFiles(page);
  await page.goto(address);
  await wait(COLD_MS);
  const loaded = await files();
  const paintMs = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
  await page.close();
  const sum = (list) => list.reduce((total, { kb }) => total + kb, 0);
  const kb = sum(loaded);
  return { name, kb, files: loaded.length, monacoKb: sum(loaded.filter(({ file }) => isMonaco(file))), paintMs };
}

/** Listens from now on; what it returns gives all that came since. */
function collectFiles(page) {
  const coming = [];
  page.on('response', (response) => {
    const file = new URL(response.url()).pathname.split('/').at(-1) ?? '';
    if (!/\.(?:js|css)$/.test(file)) return;
    coming.push(
      response.body().then(
        (body) => ({ file, kb: gzipSync(body).length / 1_000 }),
        () => null,
      ),
    );
  });
  return async () => (await Promise.all(coming)).filter((file) => file !== null);
}

function isMonaco(file) {
  return file.startsWith('monaco') || file.startsWith('editor.worker');
}

async function signIn(context) {
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('bench@example.com');
  await page.getByLabel('Password', { exact: true }).fill('a long password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/projects/);
  const projectId = /projects\/([^/?]+)/.exec(page.url())?.[1];
  const tree = await (await page.request.get(`/api/projects/${projectId}/tree`)).json();
  await page.close();
  return { projectId, calls: new Map(tree.apis[0].calls.map(({ id, name }) => [name, id])) };
}

/** Its weight, fetched while the page is idle, and how long a click on a tab with it takes. */
async function measureMonaco(context, call) {
  const page = await context.newPage();
  const files = collectFiles(page);
  await page.goto(call);
  await page.getByRole('region', { name: 'Request' }).getByRole('tab', { name: 'Body' }).click();
  await page.getByText('JSON', { exact: true }).first().click();
  await page.locator('.monaco-editor .view-line').first().waitFor();
  const kb = (await files())
    .filter(({ file }) => file.endsWith('.js') && isMonaco(file) && !file.includes('worker'))
    .reduce((total, each) => total + each.kb, 0);
  await page.keyboard.type('1');
  await wait(1_500);
  const times = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    await page.goto(call);
    await wait(PREFETCHED_MS);
    times.push(await page.evaluate(openBody));
  }
  await page.close();
  return { kb, openMs: median(times) };
}

/** In the page: from the click to the first line of text. */
function openBody() {
  const tab = [...document.querySelectorAll('[role="tab"]')].find((each) => each.textContent?.startsWith('Body'));
  const start = performance.now();
  tab.click();
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('.monaco-editor .view-line span')) resolve(performance.now() - start);
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** By Event Timing: from the key to the next paint. What takes less than 16 ms has no entry. */
/** In the URL bar, and in a field on a page with nothing else, which is what the browser itself takes. */
async function measureTyping(context, call) {
  const bare = await context.newPage();
  await bare.setContent('<input aria-label="Bare">');
  const ofBare = await typeInto(bare, bare.getByLabel('Bare'));
  await bare.close();
  const page = await context.newPage();
  await page.goto(call);
  await page.getByRole('button', { name: 'Initialize call' }).click();
  await page.getByRole('region', { name: 'Response' }).getByRole('tab', { name: 'Raw' }).click();
  await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 60_000 });
  // What is fetched ahead has come then.
  await wait(PREFETCHED_MS);
  const ofUrl = await typeInto(page, page.getByRole('combobox', { name: 'URL', exact: true }));
  await page.close();
  return { ofBare, ofUrl };
}

/**
 * Of each key, from its press to its paint by Event Timing (short ones are not told, and count as 8), and what of that
 * the page itself takes: until it comes to the key, what it does with it, and drawing the frame; without the wait for
 * the next frame and for the screen, which come to up to a frame each.
 */
async function typeInto(page, field) {
  await page.evaluate(() => {
    window.toPaint = [];
    window.own = [];
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') window.toPaint.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 });
    let began = 0;
    const begin = (event) => {
      began = Math.min(event.timeStamp, performance.now());
    };
    // The last listener of all: React has drawn by then.
    const end = () => {
      const handledMs = performance.now() - began;
      requestAnimationFrame(() => {
        const frameAt = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.own.push(handledMs + performance.now() - frameAt);
        port2.postMessage(null);
      });
    };
    window.addEventListener('keydown', begin, true);
    window.addEventListener('input', end);
  });
  await field.click();
  await page.keyboard.press('End');
  await page.keyboard.type('x'.repeat(KEYS), { delay: 40 });
  await wait(500);
  const { toPaint, own } = await page.evaluate(() => ({ toPaint: window.toPaint, own: window.own }));
  const short = Array.from({ length: Math.max(0, KEYS - toPaint.length) }, () => 8);
  return { toPaint: [...short, ...toPaint], own };
}

/** How long the page stands still at the most while 50 MB arrive and are looked at. */
async function measureLarge(context, call) {
  const page = await context.newPage();
  await page.goto(call);
  await wait(PREFETCHED_MS);
  await page.evaluate(() => {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
    }).observe({ type: 'longtask' });
  });
  const response = page.getByRole('region', { name: 'Response' });
  const show = (view) => response.getByRole('tab', { name: view }).click();
  const steps = {
    Initialize: async () => {
      await page.getByRole('button', { name: 'Initialize call' }).click();
      await response.getByRole('button', { name: 'Save shape' }).waitFor({ timeout: 120_000 });
    },
    Tree: async () => {
      await show('Tree');
      await response.getByRole('treeitem').first().waitFor({ timeout: 60_000 });
    },
    Raw: async () => {
      await show('Raw');
      await response.locator('.monaco-editor .view-line').first().waitFor({ timeout: 60_000 });
    },
  };
  const measured = [];
  for (const [step, work] of Object.entries(steps)) {
    await page.evaluate(() => {
      window.longestTask = 0;
    });
    await work();
    await wait(1_000);
    measured.push({ step, longestMs: await page.evaluate(() => window.longestTask) });
  }
  await page.close();
  return measured;
}
