import { describe, expect, test } from 'vitest';
import { type PaletteItem, showItems } from './palette-items.ts';

const item = (id: string, group: PaletteItem['group'], keywords: string[] = []): PaletteItem => ({
  id,
  label: id,
  group,
  keywords,
  run: () => undefined,
});
const ITEMS = [
  item('Initialize call', 'This page', ['run', 'send']),
  item('Add API', 'Commands'),
  item('Settings: Tokens', 'Pages', ['run api']),
  item('Stripe', 'APIs'),
  item('Stripe - List tokens (v2)', 'Calls'),
  item('Stripe - Create payment', 'Calls'),
];
const ids = (query: string, recent: string[] = []) =>
  showItems(ITEMS, query, recent).map(({ title, items }) => [title, ...items.map(({ id }) => id)]);

describe('the palette', () => {
  test('has everything in groups, and what was used last before them', () => {
    expect(ids('', ['Stripe', 'gone', 'Add API'])).toEqual([
      ['Recent', 'Stripe', 'Add API'],
      ['This page', 'Initialize call'],
      ['Pages', 'Settings: Tokens'],
      ['Calls', 'Stripe - List tokens (v2)', 'Stripe - Create payment'],
    ]);
  });

  test('finds words in any order, best first, in names before keywords', () => {
    expect(ids('payment stripe')).toEqual([[null, 'Stripe - Create payment']]);
    expect(ids('stripe')[0]?.slice(0, 2)).toEqual([null, 'Stripe']);
    expect(ids('api')[0]).toEqual([null, 'Add API', 'Settings: Tokens', 'Stripe']);
    expect(ids('(v2)')).toEqual([[null, 'Stripe - List tokens (v2)']]);
    expect(ids('nowhere')).toEqual([]);
  });

  test('puts what was used lately first among equals', () => {
    expect(ids('tokens')[0]).toEqual([null, 'Settings: Tokens', 'Stripe - List tokens (v2)']);
    expect(ids('tokens', ['Stripe - List tokens (v2)'])[0]).toEqual([
      null,
      'Stripe - List tokens (v2)',
      'Settings: Tokens',
    ]);
  });

  test('shows a part of very many', () => {
    const many = Array.from({ length: 1000 }, (_, index) => item(`call ${index}`, 'Calls'));
    expect(showItems(many, '', [])[0]?.items).toHaveLength(60);
    expect(showItems(many, 'call 999', [])[0]?.items.map(({ id }) => id)).toEqual(['call 999']);
  });
});
