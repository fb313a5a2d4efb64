import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { JsonClient } from './json-client.ts';
import classes from './json-tree.module.css';

interface JsonSearchProps {
  client: JsonClient;
  onReveal: (found: { row: number; rowCount: number }) => void;
}

const MATCHES_MAX = 10_000;

/** Enter goes to the next place where a text stands, in keys and values, Shift and Enter to the one before. */
export function JsonSearch({ client, onReveal }: JsonSearchProps) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<{ query: string; offsets: number[]; at: number } | null>(null);
  const isNew = found === null || found.query !== query;
  const go = async (by: number) => {
    if (query === '') return;
    const offsets = isNew ? await client.ask('search', { query }) : found.offsets;
    const at = isNew ? 0 : (found.at + by + offsets.length) % Math.max(1, offsets.length);
    setFound({ query, offsets, at });
    const offset = offsets[at];
    if (offset !== undefined) onReveal(await client.ask('reveal', { offset }));
  };
  return (
    <>
      <TextInput
        size="xs"
        type="search"
        className={classes.search ?? ''}
        placeholder="Search"
        aria-label="Search in the response"
        leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void go(event.shiftKey ? -1 : 1);
        }}
      />
      <span className={classes.told} role="status">
        {found === null || isNew ? '' : placeWords(found)}
      </span>
    </>
  );
}

function placeWords({ offsets, at }: { offsets: number[]; at: number }): string {
  if (offsets.length === 0) return 'Not found';
  const all = offsets.length.toLocaleString();
  return `${(at + 1).toLocaleString()} of ${all}${offsets.length === MATCHES_MAX ? ' and more' : ''}`;
}
