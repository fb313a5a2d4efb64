import { Button, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import type { JsonClient } from './json-client.ts';
import type { TreeRow } from './json-document.ts';
import classes from './json-tree.module.css';

interface JsonFilterProps {
  client: JsonClient;
  onMatches: (found: { rows: TreeRow[]; count: number }) => void;
}

/** Takes a JSONPath (RFC 9535) and shows what it finds. */
export function JsonFilter({ client, onMatches }: JsonFilterProps) {
  const [path, setPath] = useState('');
  const [error, setError] = useState('');
  const filter = async () => {
    if (path.trim() === '') return;
    try {
      onMatches(await client.ask('filter', { path: path.trim() }));
      setError('');
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return (
    <TextInput
      size="xs"
      className={classes.filter ?? ''}
      classNames={{ input: 'jf-mono' }}
      placeholder="JSONPath: $..id"
      aria-label="Filter by JSONPath"
      leftSection={<IconFilter size={14} stroke={1.75} aria-hidden />}
      spellCheck={false}
      value={path}
      error={error === '' ? null : error}
      onChange={(event) => {
        setPath(event.currentTarget.value);
        setError('');
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void filter();
      }}
    />
  );
}

interface JsonMatchesProps {
  rows: readonly TreeRow[];
  count: number;
  onOpen: (match: TreeRow) => void;
  onClose: () => void;
}

/** What a JSONPath found, each with where it stands. */
export function JsonMatches({ rows, count, onOpen, onClose }: JsonMatchesProps) {
  return (
    <>
      <div className={classes.matchesHead}>
        <span role="status">
          {count.toLocaleString()} {count === 1 ? 'match' : 'matches'}
          {rows.length < count && `, the first ${rows.length.toLocaleString()} of them`}
        </span>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onClose}>
          Back to the tree
        </Button>
      </div>
      <ul className={classes.matches} aria-label="What the JSONPath found">
        {rows.map((row) => (
          <li key={row.place.join('.')}>
            <button type="button" className={classes.match} onClick={() => onOpen(row)}>
              <span className={classes.key}>{row.key}</span>
              <span className={classes.value} data-kind={row.kind}>
                {row.text}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
