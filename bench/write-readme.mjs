// Puts what was measured into README.md, between its marks: npm run bench -- --write
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { PARTS } from './options.mjs';

const readme = new URL('README.md', import.meta.url);
const BEGIN = '<!-- figures -->';
const END = '<!-- /figures -->';

/** The day, the machine, and how it was measured. */
export function headOf({ rounds, seconds }) {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()}, Node ${process.version}`;
  const day = new Date().toISOString().slice(0, 10);
  return `${day}; ${machine}. Interleaved, medians of ${rounds} rounds of ${seconds} s.`;
}

/** Parts that were not measured this time keep what stands there. */
export function writeReadme(measured, options) {
  const page = readFileSync(readme, 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`bench/README.md has no ${BEGIN} … ${END} to write between.`);
  const isWhole = options.parts.length === PARTS.length;
  const parts = new Map(isWhole ? [] : partsOf(page.slice(begin + BEGIN.length, end)));
  for (const { title, text } of measured) parts.set(title, `${headOf(options)}\n\n${text}`);
  const figures = [...parts].map(([title, text]) => `### ${title}\n\n${text}\n`).join('\n');
  writeFileSync(readme, `${page.slice(0, begin)}${BEGIN}\n\n${figures}\n${page.slice(end)}`);
}

function partsOf(figures) {
  return figures
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...rest] = part.split('\n');
      return [title, rest.join('\n').trim()];
    });
}
