import { expect, type Page } from '@playwright/test';

/** Watches every answer that the browser gets, for values that must never be in one. */
export interface Canary {
  /** Fails when one of the values was in an answer, in any of the ways it may be written. */
  expectUnseen(...values: string[]): Promise<void>;
}

export function watchAnswers(page: Page): Canary {
  const answers: Promise<{ url: string; text: string }>[] = [];
  page.on('response', (response) => {
    const text = response.body().then(
      (body) => `${JSON.stringify(response.headers())}\n${body.toString('latin1')}`,
      // A redirect, and an answer that was left half-way, has no body to read.
      () => JSON.stringify(response.headers()),
    );
    answers.push(text.then((text) => ({ url: response.url(), text })));
  });
  return {
    expectUnseen: async (...values) => {
      const patterns = values.flatMap(writings);
      const seen = (await Promise.all(answers)).filter(({ text }) => patterns.some((each) => text.includes(each)));
      expect(answers.length, 'answers that were watched').toBeGreaterThan(10);
      expect(seen.map(({ url }) => url)).toEqual([]);
    },
  };
}

function writings(value: string): string[] {
  const bytes = Buffer.from(value);
  // The middle of a base64 text is the same whatever stands around it; only its alignment matters.
  const aligned = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return text.slice(shift === 0 ? 0 : 4, -4);
  });
  return [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), ...aligned];
}
