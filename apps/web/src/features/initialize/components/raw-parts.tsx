import { TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import { findInParts, PART_CHARS } from '../model/body-text.ts';
import classes from './response-pane.module.css';

interface RawPartsProps {
  parts: readonly string[];
  chars: number;
  /** Where what is shown begins. */
  start: number;
  onStart: (start: number) => void;
}

/** Leads through a body that is too long to be shown at once, part by part or to where a text stands. */
export function RawParts({ parts, chars, start, onStart }: RawPartsProps) {
  const [query, setQuery] = useState('');
  const [told, setTold] = useState('');
  const last = useRef<{ query: string; offset: number } | null>(null);
  const search = useRef<AbortController | null>(null);
  useEffect(() => () => search.current?.abort(), []);
  const count = Math.ceil(chars / PART_CHARS);
  const shown = Math.floor(start / PART_CHARS) + 1;
  const find = async () => {
    if (query === '') return;
    search.current?.abort();
    const abort = new AbortController();
    search.current = abort;
    setTold('Searching…');
    const from = last.current?.query === query ? last.current.offset + 1 : start;
    const offset = await findInParts(parts, query, from, abort.signal);
    if (abort.signal.aborted) return;
    last.current = offset === null ? null : { query, offset };
    setTold(offset === null ? 'Not found' : `Found at character ${(offset + 1).toLocaleString()}, in the part shown`);
    if (offset !== null) onStart(Math.floor(offset / PART_CHARS) * PART_CHARS);
  };
  return (
    <div className={classes.parts}>
      <IconButton label="The part before" size={26} disabled={shown === 1} onClick={() => onStart(start - PART_CHARS)}>
        <IconChevronLeft size={14} aria-hidden />
      </IconButton>
      <span role="status">
        Part {shown} of {count.toLocaleString()}
      </span>
      <IconButton
        label="The next part"
        size={26}
        disabled={shown === count}
        onClick={() => onStart(start + PART_CHARS)}
      >
        <IconChevronRight size={14} aria-hidden />
      </IconButton>
      <TextInput
        size="xs"
        type="search"
        placeholder="Search in all parts"
        aria-label="Search in all parts"
        leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void find();
        }}
      />
      <span role="status">{told}</span>
      <span className={classes.spacer} />
      <span>{chars.toLocaleString()} characters; Copy and Download take all of them, as they were sent.</span>
    </div>
  );
}
